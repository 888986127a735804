import { Chip } from '@/components/ui/chip'
import { Panel } from '@/components/ui/panel'
import type { DemoPerson } from '@/lib/features/instances/schema'
import { type Message, t } from '@/lib/platform/i18n/translate'

const MAY: Record<string, Message> = {
  Owner: 'demo.may.owner',
  Moderator: 'demo.may.moderator',
  'Report desk': 'demo.may.reportDesk',
  '': 'demo.may.none',
}

/** Whom one can sign in as on the demo instance, and what each would see. */
export function DemoPeople({ people }: { people: readonly DemoPerson[] }) {
  return (
    <Panel title={t('demo.people')}>
      <p className="mb-2 text-ink-2">{t('demo.peopleText')}</p>
      <ul>
        {people.map(({ acct, name, role }) => (
          <li
            key={acct}
            className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 border-t py-2 desk:grid-cols-[9rem_7rem_minmax(0,1fr)]"
          >
            <span className="min-w-0">
              <b className="block font-semibold">{name}</b>
              <bdi dir="ltr" className="text-small text-ink-2">
                @{acct}
              </bdi>
            </span>
            <span>
              <Chip>{role || t('demo.noRole')}</Chip>
            </span>
            <span className="text-ink-2 phone:col-span-2">{t(MAY[role] ?? 'demo.may.other')}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
