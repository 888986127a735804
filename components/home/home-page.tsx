import Link from 'next/link'
import { hrefOf, type Room } from '@/components/shell/home'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import type { DmcaList } from '@/lib/features/dmca/schema'
import type { DueView } from '@/lib/features/deadlines/schema'
import { t } from '@/lib/platform/i18n/translate'
import { DeskBlock } from './desk-block'
import { DueBlock } from './due-block'

interface Props {
  due: DueView
  /** Null for whoever may not see the copyright desk. */
  desk: DmcaList | null
  rooms: readonly Room[]
  counts: { reports: number; safety: number }
}

/** What is due today, and what the desks wait for. */
export function HomePage({ due, desk, rooms, counts }: Props) {
  const queues = (['reports', 'safety'] as const).filter((room) => rooms.includes(room))
  return (
    <>
      <PageHead
        title={t('home.title')}
        note={t('due.count', { overdue: due.overdue, soon: due.soon, past: due.past })}
      />
      <div className="grid max-w-[80rem] grid-cols-[minmax(0,1fr)] items-start gap-4 px-4 pb-6 wide:grid-cols-[minmax(0,1fr)_23rem]">
        <DueBlock view={due} />
        <div className="flex min-w-0 flex-col gap-4">
          {desk && <DeskBlock view={desk} />}
          <Panel title={t('home.queues')}>
            <ul className="-my-1 flex flex-col">
              {queues.map((room) => (
                <li key={room} className="border-b last:border-b-0">
                  <Link
                    href={hrefOf(room)}
                    prefetch={false}
                    className="flex min-h-9 items-center justify-between gap-3 hover:text-accent phone:min-h-11"
                  >
                    {t(`nav.${room}`)} <span className="font-semibold tabular-nums">{counts[room]}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </Panel>
        </div>
      </div>
    </>
  )
}
