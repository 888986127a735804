import Link from 'next/link'
import { Panel } from '@/components/ui/panel'
import { type Message, t } from '@/lib/platform/i18n/translate'

interface Place {
  href: string
  name: Message
  text: Message
  isForOwner?: true
  needs?: 'holds' | 'retention'
}

const PLACES: readonly Place[] = [
  { href: '/settings/people', name: 'staff.title', text: 'staff.lead' },
  { href: '/settings/guests', name: 'guests.title', text: 'guests.lead', isForOwner: true },
  { href: '/settings/passkeys', name: 'passkeys.title', text: 'settings.places.passkeys' },
  { href: '/settings/time', name: 'own.title', text: 'own.lead' },
  { href: '/settings/calendars', name: 'calendars.title', text: 'settings.places.calendars' },
  { href: '/settings/copyright', name: 'dmca.desk', text: 'dmca.desk.note' },
  { href: '/settings/agent', name: 'agent.title', text: 'agent.lead' },
  { href: '/settings/presets', name: 'presets.title', text: 'presets.openText' },
  { href: '/settings/holds', name: 'holds.title', text: 'holds.openText', needs: 'holds' },
  { href: '/settings/proof', name: 'proof.title', text: 'proof.lead' },
  { href: '/settings/retention', name: 'retention.title', text: 'retention.openText', needs: 'retention' },
  { href: '/settings/kept', name: 'kept.title', text: 'settings.places.kept' },
  { href: '/settings/reader', name: 'reader.title', text: 'settings.places.reader' },
  { href: '/settings/webhooks', name: 'webhooks.title', text: 'webhooks.lead', isForOwner: true },
  { href: '/settings/edge', name: 'edge.settings.title', text: 'edge.settings.places', isForOwner: true },
  { href: '/settings/move', name: 'move.title', text: 'settings.places.move', isForOwner: true },
  { href: '/settings/archive', name: 'archive.title', text: 'settings.places.archive', isForOwner: true },
  { href: '/settings/leave', name: 'leaving.title', text: 'settings.places.leave' },
]

/** What else there is to set or to know, each on a page of its own. */
export function PlacesPanel({ isOwner, may }: { isOwner: boolean; may: Record<'holds' | 'retention', boolean> }) {
  return (
    <Panel title={t('settings.places')}>
      <ul className="grid gap-x-6 gap-y-2 wide:grid-cols-2">
        {PLACES.filter((place) => (isOwner || !place.isForOwner) && (!place.needs || may[place.needs])).map(
          ({ href, name, text }) => (
            <li key={href}>
              <Link
                href={href}
                prefetch={false}
                className="inline-block min-h-6 font-medium text-accent underline underline-offset-2 phone:min-h-11 phone:py-2.5"
              >
                {t(name)}
              </Link>
              <p className="text-small text-ink-2">{t(text)}</p>
            </li>
          ),
        )}
      </ul>
    </Panel>
  )
}
