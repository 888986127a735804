'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { cx } from '@/components/ui/cx'
import { type Message, t } from '@/lib/platform/i18n/translate'
import { hrefOf, type Room } from './home'

interface Place {
  room: Room
  name: Message
  /** The heading above it in the rail. */
  under?: Message
}
const PLACES: readonly Place[] = [
  { room: 'home', name: 'nav.home' },
  { room: 'due', name: 'nav.due' },
  { room: 'reports', name: 'nav.reports' },
  { room: 'cases', name: 'nav.cases' },
  { room: 'copyright', name: 'nav.copyright', under: 'nav.desks' },
  { room: 'safety', name: 'nav.safety', under: 'nav.desks' },
  { room: 'room', name: 'nav.room' },
  { room: 'audit', name: 'nav.audit', under: 'nav.record' },
  { room: 'settings', name: 'nav.settings' },
]

const COUNT = new Intl.NumberFormat('en')

/** The rail of rooms; on a phone a row at the bottom, under the thumb. */
export function Rooms({ rooms, counts }: { rooms: Room[]; counts: Counts }) {
  const path = usePathname()
  const shown = PLACES.filter(({ room }) => rooms.includes(room))
  return (
    <nav
      data-behind
      aria-label={t('nav.label')}
      className="flex flex-col gap-0.5 border-e print:hidden! px-2 py-3 phone:fixed phone:inset-x-0 phone:bottom-0 phone:z-30 phone:h-(--rooms) phone:flex-row phone:overflow-x-auto phone:[justify-content:safe_space-around] phone:border-e-0 phone:border-t phone:bg-paper phone:p-1"
    >
      {shown.map((place, at) => (
        <div key={place.room} className="contents">
          {place.under && place.under !== shown[at - 1]?.under && (
            <h2 className="px-2.5 pt-3 pb-1 text-[0.6875rem]/4 font-semibold text-ink-2 phone:hidden">
              {t(place.under)}
            </h2>
          )}
          <RoomLink place={place} isHere={path.startsWith(hrefOf(place.room))} count={countOf(place.room, counts)} />
        </div>
      ))}
    </nav>
  )
}

function RoomLink({ place, isHere, count }: { place: Place; isHere: boolean; count: number }) {
  return (
    <Link
      href={hrefOf(place.room)}
      prefetch={false}
      aria-current={isHere ? 'page' : undefined}
      className={cx(
        'flex min-h-8 items-center justify-between rounded px-2.5 phone:h-12 phone:min-w-12 phone:flex-none phone:justify-center phone:gap-1 phone:px-1.5 phone:text-small phone:whitespace-nowrap',
        isHere ? 'bg-accent-ground font-semibold text-accent' : 'text-ink-2 hover:bg-sunk hover:text-ink',
      )}
    >
      {t(place.name)}
      {count > 0 && <span className="text-small tabular-nums">{COUNT.format(count)}</span>}
    </Link>
  )
}

type Counts = Record<'reports' | 'safety' | 'due' | 'copyright', number>

const countOf = (room: Room, counts: Counts): number =>
  room === 'reports' || room === 'safety' || room === 'due' || room === 'copyright' ? counts[room] : 0
