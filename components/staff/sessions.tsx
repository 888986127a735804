'use client'
import '@/lib/platform/i18n/rooms/staff'
import { RefusalNote } from '@/components/acts/refusal-note'
import { ExactTime } from '@/components/case/exact-time'
import { Button } from '@/components/ui/button'
import { useCommand } from '@/lib/client'
import { t } from '@/lib/platform/i18n/translate'
import type { PeopleView } from './people'

/** Where somebody is signed in; one press ends one of them or all. */
export function Sessions({ person: { id, acct, sessions } }: { person: PeopleView['people'][number] }) {
  const end = useCommand('staff.endSessionsOf')
  if (sessions.length === 0) return <p className="mt-2 text-small text-ink-2">{t('staff.sessions.none')}</p>
  return (
    <details className="mt-2">
      <summary className="min-h-6 text-accent underline underline-offset-2 phone:py-2.5">
        {t('staff.sessions', { n: sessions.length })}
      </summary>
      <ul className="mt-1">
        {sessions.map(({ mark, createdAt, expiresAt }) => (
          <li key={mark} className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 py-1">
            <span className="min-w-0 text-small text-ink-2">
              <ExactTime at={createdAt} /> {t('staff.sessions.until')} <ExactTime at={expiresAt} />
            </span>
            <Button
              size="small"
              isBusy={end.isRunning}
              aria-label={t('staff.sessions.endOne', { handle: `@${acct}` })}
              onClick={() => void end.run({ personId: id, session: mark })}
            >
              {t('staff.sessions.end')}
            </Button>
          </li>
        ))}
      </ul>
      <Button
        kind="danger"
        size="small"
        isBusy={end.isRunning}
        className="mt-1"
        onClick={() => void end.run({ personId: id })}
      >
        {t('staff.sessions.endAll', { handle: `@${acct}` })}
      </Button>
      {end.refusal && <RefusalNote refusal={end.refusal} />}
    </details>
  )
}
