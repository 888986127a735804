'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { ExactTime } from '@/components/case/exact-time'
import { BackLink } from '@/components/settings/back-link'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { useCommand } from '@/lib/client'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'
import { EnrolForm } from './enrol-form'
import { FailureNote } from './failure-note'

type View = QueryOutput<'passkeys.list'>

/** One's own passkeys: which there are, when each was used, one more, one less. */
export function Passkeys({ view }: { view: View }) {
  const router = useRouter()
  const [isDone, setDone] = useState(false)
  const { passkeys, isPossible, mustSignInAgain } = view
  return (
    <>
      <PageHead title={t('passkeys.title')} start={view.hasSettings && <BackLink />} />
      <p className="max-w-[68ch] px-4 pb-3 text-ink-2">{t('passkeys.lead')}</p>
      <div className="grid max-w-[44rem] grid-cols-[minmax(0,1fr)] gap-4 px-4 pb-6">
        {!isPossible && <Notice tone="warn">{t('error.passkey.notHere')}</Notice>}
        <Panel title={t('passkeys.yours')}>
          {passkeys.length === 0 && <p className="text-ink-2">{t('passkeys.none')}</p>}
          {passkeys.length > 0 && (
            <ul className="flex flex-col">
              {passkeys.map((passkey) => (
                <One key={passkey.id} passkey={passkey} />
              ))}
            </ul>
          )}
          {passkeys.length === 1 && <p className="mt-2 text-ink-2">{t('passkeys.one')}</p>}
        </Panel>
        {isPossible && (
          <Panel title={t('passkeys.add')}>
            {mustSignInAgain ? (
              <FailureNote failure={{ code: 'passkey.signInAgain', sentence: t('error.passkey.signInAgain') }} />
            ) : (
              <EnrolForm
                onDone={() => {
                  setDone(true)
                  router.refresh()
                }}
              />
            )}
            {isDone && (
              <Notice tone="ok" live="polite" className="mt-3">
                {t('passkeys.done')}
              </Notice>
            )}
          </Panel>
        )}
      </div>
    </>
  )
}

function One({ passkey: { id, name, createdAt, lastUsedAt } }: { passkey: View['passkeys'][number] }) {
  const remove = useCommand('passkeys.remove')
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b py-2 last:border-0">
      <div className="min-w-0">
        <p dir="auto" className="font-semibold wrap-anywhere">
          {name}
        </p>
        <p className="text-small text-ink-2">
          {t('passkeys.created')} <ExactTime at={createdAt} /> · {t('passkeys.used')}{' '}
          {lastUsedAt ? <ExactTime at={lastUsedAt} /> : t('passkeys.never')}
        </p>
        {remove.refusal && <RefusalNote refusal={remove.refusal} />}
      </div>
      <Button
        size="small"
        isBusy={remove.isRunning}
        aria-label={t('passkeys.removeOne', { name })}
        onClick={() => void remove.run({ passkeyId: id })}
      >
        {t('passkeys.remove')}
      </Button>
    </li>
  )
}
