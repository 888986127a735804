'use client'
import '@/lib/platform/i18n/rooms/edge'
import { useState } from 'react'
import { cx } from '@/components/ui/cx'
import type { EdgeLooks, EdgeView } from '@/lib/features/edge/schema'
import { t } from '@/lib/platform/i18n/translate'
import { EdgePanel } from './edge-panel'
import { EdgeProgress } from './edge-progress'
import { edgeLine } from './words'

interface Item {
  id: string
  number: number
  url: string
  edge: EdgeView | null
}
interface Props {
  caseId: string
  items: readonly Item[]
  looks: EdgeLooks
  may: { work: boolean }
  now: string
}

/** More than these stand in a list that scrolls by itself, each closed. */
const SHORT_LIST = 8

/** What the edge block did to each item of a case, what was seen of it, and what it does not do. Open where something is wrong. */
export function EdgeSection({ caseId, items, looks, may, now }: Props) {
  const blocked = items.flatMap(({ edge, ...item }) => (edge ? [{ ...item, edge }] : []))
  if (blocked.length === 0) return null
  const isLong = blocked.length > SHORT_LIST
  return (
    <section aria-labelledby="edge-items">
      <h2 id="edge-items" className="mb-1 text-small font-semibold text-ink-2">
        {t('edge.section')}
      </h2>
      <EdgeProgress edges={blocked.map(({ edge }) => edge)} looks={looks} />
      <ul
        aria-labelledby="edge-items"
        className={cx('rounded border bg-sheet', isLong && 'max-h-[28rem] overflow-y-auto')}
        tabIndex={isLong ? 0 : undefined}
      >
        {blocked.map((item) => (
          <Blocked
            key={item.id}
            {...{ caseId, item, may, now }}
            isOpenFirst={blocked.length === 1 || (!isLong && item.edge.attention !== null)}
          />
        ))}
      </ul>
    </section>
  )
}

type BlockedProps = Pick<Props, 'caseId' | 'may' | 'now'> & {
  item: Item & { edge: EdgeView }
  isOpenFirst: boolean
}

function Blocked({ caseId, item: { id, number, url, edge }, may, now, isOpenFirst }: BlockedProps) {
  const [isOpen, setOpen] = useState(isOpenFirst)
  return (
    <li className="border-b px-3 py-2 last:border-0">
      <details open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary className="min-h-6 cursor-pointer phone:min-h-11 phone:py-2.5">
          <span className="me-1.5 text-small text-ink-2 tabular-nums">{number}</span>
          <bdi dir="ltr" className="font-mono text-small break-all">
            {url.replace(/^https?:\/\//, '')}
          </bdi>
          <span className={cx('ms-2 text-small', edge.attention ? 'text-danger' : 'text-ink-2')}>{edgeLine(edge)}</span>
        </summary>
        {isOpen && (
          <div className="mt-2">
            <EdgePanel caseId={caseId} itemId={id} number={number} view={edge} may={may} now={now} />
          </div>
        )}
      </details>
    </li>
  )
}
