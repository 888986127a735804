'use client'
import { useRouter } from 'next/navigation'
import { useRef } from 'react'
import { DoneNote } from '@/components/acts/done-note'
import { leaveDone } from '@/components/acts/done'
import { RefusalNote } from '@/components/acts/refusal-note'
import { KeysHelp, type KeyLine } from '@/components/shell/keys-help'
import { Foot } from '@/components/shell/foot'
import { Kbd } from '@/components/ui/kbd'
import { cx } from '@/components/ui/cx'
import { useKeys } from '@/components/ui/use-keys'
import { useLookers } from '@/components/live/use-lookers'
import { useCommand } from '@/lib/client'
import type { QueueRow as Row, QueueView } from '@/lib/features/reports/schema'
import { type Message, t } from '@/lib/platform/i18n/translate'
import { COLUMNS, QueueRow } from './queue-row'
import { useRows } from './use-rows'

const HEAD: readonly Message[] = [
  'queue.person',
  'queue.reasons',
  'queue.latest',
  'queue.state',
  'queue.oldest',
  'queue.owner',
]
const KEYS: readonly KeyLine[] = [
  { keys: ['j', 'k'], does: 'keys.move' },
  { keys: [t('key.enter')], does: 'keys.open' },
  { keys: ['c'], does: 'keys.claim' },
  { keys: ['i'], does: 'keys.person' },
  { keys: ['u'], does: 'keys.undo' },
  { keys: ['/'], does: 'keys.find' },
  { keys: ['?'], does: 'keys.help' },
]

/** The people of the queue, with the keys that walk it. */
export function QueueList({ view, children }: { view: Pick<QueueView, 'rows' | 'now'>; children?: React.ReactNode }) {
  const list = useRef<HTMLDivElement>(null)
  const router = useRouter()
  const ids = view.rows.map((row) => row.caseId)
  const rows = useRows(ids, list)
  const lookers = useLookers(ids)
  const claim = useCommand('reports.claim')
  const take = async (row: Row | undefined) => {
    if (!row || row.owner?.isYou) return
    const answer = await claim.run({ caseId: row.caseId, version: row.version })
    if (answer?.groupId) leaveDone({ ...answer, groupId: answer.groupId, kind: 'assign', name: row.person.name })
  }
  useKeys({
    j: () => rows.move(1),
    ArrowDown: () => rows.move(1),
    k: () => rows.move(-1),
    ArrowUp: () => rows.move(-1),
    Enter: () => rows.active && router.push(`/reports/${rows.active}`),
    i: () => {
      const row = view.rows.find(({ caseId }) => caseId === rows.active)
      if (row) router.push(`/people/${row.person.remoteId}`)
    },
    c: () => void take(view.rows.find((row) => row.caseId === rows.active)),
  })
  return (
    <>
      <div ref={list} className="border-t desk:min-h-0 desk:flex-1 desk:overflow-auto">
        <div role="table" aria-label={t('queue.list')}>
          <div role="rowgroup" className="contents">
            <div
              role="row"
              className={cx(
                'sticky top-0 z-20 grid h-7 items-center gap-x-3 border-s-[3px] border-b border-s-transparent bg-sunk px-4 text-[0.6875rem]/4 font-semibold text-ink-2 phone:hidden',
                COLUMNS,
              )}
            >
              {HEAD.map((name) => (
                <span
                  key={name}
                  role="columnheader"
                  className={cx('truncate', name === 'queue.state' && 'narrow:hidden')}
                >
                  {t(name)}
                </span>
              ))}
            </div>
          </div>
          <div role="rowgroup" className="contents">
            {view.rows.map((row) => (
              <QueueRow
                key={row.caseId}
                row={row}
                now={view.now}
                looker={lookers.get(row.caseId)?.name ?? null}
                isActive={row.caseId === rows.active}
                onFocus={() => rows.choose(row.caseId)}
                onClaim={() => void take(row)}
                isClaiming={claim.isRunning && row.caseId === rows.active}
              />
            ))}
          </div>
        </div>
        {children}
      </div>
      <div className="flex-none phone:sticky phone:bottom-(--rooms) phone:z-20">
        {claim.refusal && <RefusalNote refusal={claim.refusal} isFlat onShown={claim.clear} />}
        <DoneNote />
      </div>
      <Foot>
        <Hint keys={['j', 'k']} does="queue.key.move" />
        <Hint keys={[t('key.enter')]} does="queue.key.open" />
        <Hint keys={['c']} does="queue.key.claim" />
        <Hint keys={['/']} does="queue.key.find" />
        <KeysHelp lines={KEYS} />
      </Foot>
    </>
  )
}

function Hint({ keys, does }: { keys: string[]; does: Message }) {
  return (
    <span className="inline-flex items-center gap-1">
      {keys.map((key) => (
        <Kbd key={key}>{key}</Kbd>
      ))}
      {t(does)}
    </span>
  )
}
