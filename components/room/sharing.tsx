'use client'
import '@/lib/platform/i18n/rooms/settings'
import '@/lib/platform/i18n/rooms/room'
import { RefusalNote } from '@/components/acts/refusal-note'
import { ExactTime } from '@/components/case/exact-time'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import { useCommand } from '@/lib/client'
import { lastMoment } from '@/lib/features/guests/model'
import type { SharedWith } from '@/lib/features/room/schema'
import { day } from '@/lib/platform/i18n/time'
import { messageFor, t } from '@/lib/platform/i18n/translate'

/** With whom the case is shared; showing it needs a fresh touch, taking it back does not. */
export function Sharing({ caseId, people }: { caseId: string; people: readonly SharedWith[] }) {
  return (
    <Panel title={t('sharing.title')}>
      {people.length === 0 && <p className="text-ink-2">{t('sharing.none')}</p>}
      <ul>
        {people.map((person) => (
          <One key={person.personId} caseId={caseId} person={person} />
        ))}
      </ul>
    </Panel>
  )
}

function One({ caseId, person }: { caseId: string; person: SharedWith }) {
  const share = useCommand('room.share')
  const unshare = useCommand('room.unshare')
  const { personId, name, sharedAt, endsAt, role } = person
  const refusal = share.refusal ?? unshare.refusal
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b py-2 last:border-0">
      <div className="min-w-0">
        <p className="font-semibold wrap-anywhere">
          <bdi>{name}</bdi>
        </p>
        <p className="text-small text-ink-2">
          {t(messageFor('role', role, 'role.unknown'), { role })} ·{' '}
          {endsAt ? t('sharing.until', { day: day(lastMoment(endsAt)) }) : t('sharing.team')}
          {sharedAt && (
            <>
              {' · '}
              {t('sharing.since')} <ExactTime at={sharedAt} />
            </>
          )}
        </p>
        {refusal && <RefusalNote refusal={refusal} />}
      </div>
      {sharedAt ? (
        <Button
          size="small"
          isBusy={unshare.isRunning}
          aria-label={t('sharing.unshareFrom', { name })}
          onClick={() => void unshare.run({ caseId, personId })}
        >
          {t('sharing.unshare')}
        </Button>
      ) : (
        <Button
          size="small"
          isBusy={share.isRunning}
          aria-label={t('sharing.shareTo', { name })}
          onClick={() => void share.run({ caseId, personId })}
        >
          {t('sharing.share')}
        </Button>
      )}
    </li>
  )
}
