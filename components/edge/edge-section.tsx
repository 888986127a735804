'use client'
import '@/lib/platform/i18n/rooms/edge'
import type { EdgeView } from '@/lib/features/edge/schema'
import { t } from '@/lib/platform/i18n/translate'
import { EdgePanel } from './edge-panel'
import { edgeLine } from './words'

interface Props {
  caseId: string
  items: readonly { id: string; number: number; url: string; edge: EdgeView | null }[]
  may: { work: boolean }
  now: string
}

/** What the edge block did to each item of a case, what was seen of it, and what it does not do. Open where something is wrong. */
export function EdgeSection({ caseId, items, may, now }: Props) {
  const blocked = items.filter((item) => item.edge !== null)
  if (blocked.length === 0) return null
  return (
    <section aria-labelledby="edge-items">
      <h2 id="edge-items" className="mb-1 text-small font-semibold text-ink-2">
        {t('edge.section')}
      </h2>
      <ul className="rounded border bg-sheet">
        {blocked.map(({ id, number, url, edge }) => (
          <li key={id} className="border-b px-3 py-2 last:border-0">
            <details open={blocked.length === 1 || edge?.attention !== null}>
              <summary className="min-h-6 cursor-pointer phone:min-h-11 phone:py-2.5">
                <span className="me-1.5 text-small text-ink-2 tabular-nums">{number}</span>
                <bdi dir="ltr" className="font-mono text-small break-all">
                  {url.replace(/^https?:\/\//, '')}
                </bdi>
                {edge && <span className="ms-2 text-small text-ink-2">{edgeLine(edge)}</span>}
              </summary>
              <div className="mt-2">
                <EdgePanel caseId={caseId} itemId={id} number={number} view={edge} may={may} now={now} />
              </div>
            </details>
          </li>
        ))}
      </ul>
    </section>
  )
}
