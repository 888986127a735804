'use client'
import '@/lib/platform/i18n/rooms/destruction'
import { BackLink } from '@/components/settings/back-link'
import { Button } from '@/components/ui/button'
import { PageHead } from '@/components/ui/page-head'
import { exact } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'

type Paper = QueryOutput<'retention.certificate'>

/** The exact text that was signed, to print and to keep. */
export function Certificate({ paper: { run, text, signatures } }: { paper: Paper }) {
  const save = () => {
    const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
    const link = document.createElement('a')
    link.href = address
    link.download = `docket-destruction-${run?.id ?? 'run'}.json`
    link.click()
    URL.revokeObjectURL(address)
  }
  return (
    <>
      <PageHead
        title={t('retention.certificateTitle')}
        start={<BackLink href="/settings/retention" label={t('retention.title')} />}
        note={run?.finishedAt ? exact(run.finishedAt) : undefined}
      />
      <div className="flex max-w-[60rem] flex-col gap-3 px-4 pb-6">
        <p className="max-w-[68ch] text-ink-2">{t('retention.certificateText')}</p>
        <div className="flex gap-2 print:hidden">
          <Button onClick={save}>{t('retention.save.file')}</Button>
          <Button onClick={() => window.print()}>{t('retention.print')}</Button>
        </div>
        <pre
          dir="ltr"
          role="region"
          aria-label={t('retention.certificateTitle')}
          tabIndex={0}
          className="overflow-x-auto rounded border bg-sheet p-3 font-mono text-small whitespace-pre-wrap wrap-anywhere"
        >
          {text}
        </pre>
        <dl className="text-small">
          {(['ed25519', 'p256'] as const).map((algorithm) => (
            <div key={algorithm}>
              <dt className="text-ink-2 wrap-anywhere">
                {t('retention.signature', { algorithm, fingerprint: signatures.fingerprints[algorithm] ?? '' })}
              </dt>
              <dd dir="ltr" className="font-mono wrap-anywhere">
                {signatures[algorithm]}
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </>
  )
}
