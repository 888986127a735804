'use client'
import '@/lib/platform/i18n/rooms/destruction'
import { BackLink } from '@/components/settings/back-link'
import { Button } from '@/components/ui/button'
import { PageHead } from '@/components/ui/page-head'
import { exact } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'

type Paper = QueryOutput<'retention.certificate'>

const ALGORITHMS = ['ed25519', 'p256'] as const
const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))

/** The exact text that was signed, and each signature as bytes, as `openssl` takes them. */
function save(name: string, content: string | Uint8Array<ArrayBuffer>): void {
  const address = URL.createObjectURL(new Blob([content], { type: 'application/octet-stream' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}

/** The exact text that was signed, to print and to keep. */
export function Certificate({ paper: { run, text, signatures } }: { paper: Paper }) {
  const name = `docket-destruction-${run?.id ?? 'run'}`
  return (
    <>
      <PageHead
        title={t('retention.certificateTitle')}
        start={<BackLink href="/settings/retention" label={t('retention.title')} />}
        note={run?.finishedAt ? exact(run.finishedAt) : undefined}
      />
      <div className="flex max-w-[60rem] flex-col gap-3 px-4 pb-6">
        <p className="max-w-[68ch] text-ink-2">{t('retention.certificateText')}</p>
        <div className="flex flex-wrap gap-2 print:hidden">
          <Button onClick={() => save(`${name}.json`, text)}>{t('retention.save.file')}</Button>
          {ALGORITHMS.map((algorithm) => (
            <Button key={algorithm} onClick={() => save(`${name}.${algorithm}`, bytesOf(signatures[algorithm]))}>
              {t('retention.save.signature', { algorithm })}
            </Button>
          ))}
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
        <div className="text-small">
          <p>{t('retention.check')}</p>
          <pre
            dir="ltr"
            role="region"
            aria-label={t('retention.check')}
            tabIndex={0}
            className="overflow-x-auto rounded border bg-sheet p-3 font-mono"
          >
            {`openssl pkeyutl -verify -pubin -inkey ed25519.pem -rawin -in ${name}.json -sigfile ${name}.ed25519\nopenssl dgst -sha256 -verify p256.pem -signature ${name}.p256 ${name}.json`}
          </pre>
        </div>
        <dl className="text-small">
          {ALGORITHMS.map((algorithm) => (
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
