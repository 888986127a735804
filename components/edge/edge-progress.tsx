'use client'
import '@/lib/platform/i18n/rooms/edge'
import { ExactTime } from '@/components/case/exact-time'
import { Notice } from '@/components/ui/notice'
import { Progress } from '@/components/ui/progress'
import { isInRules, isOver } from '@/lib/features/edge/model'
import type { EdgeLooks, EdgeView } from '@/lib/features/edge/schema'
import { t } from '@/lib/platform/i18n/translate'

interface Props {
  edges: readonly EdgeView[]
  looks: EdgeLooks
}

/** How far the looks from outside have come: of what is to be blocked, and of what is to be handed out again. */
export function EdgeProgress({ edges, looks: { perMinute, restUntil, restStatus } }: Props) {
  const asked = edges.filter(({ state }) => isInRules(state))
  const proved = asked.filter(({ state }) => state === 'proved')
  const lifts = edges.filter(({ liftAskedAt }) => liftAskedAt !== null)
  const lifted = lifts.filter(({ state }) => isOver(state))
  const left = asked.length - proved.length + lifts.length - lifted.length
  const isPulled = edges.some(({ state, handedOutAt }) => !isOver(state) && handedOutAt !== null)
  const minutes = Math.ceil(left / perMinute)
  return (
    <div className="mb-2 flex flex-col gap-1">
      <Line words="edge.progress" done={proved.length} of={asked.length} />
      <Line words="edge.progressLifted" done={lifted.length} of={lifts.length} />
      {left > 0 && isPulled && !restUntil && (
        <p className="text-small text-ink-2">{t('edge.progressLeft', { minutes, perMinute })}</p>
      )}
      {left > 0 && restUntil && (
        <Notice tone="warn">
          {t(restStatus ? 'edge.restAnswer' : 'edge.restSlow', { status: String(restStatus) })}{' '}
          <ExactTime at={restUntil} />
        </Notice>
      )}
    </div>
  )
}

function Line({ words, done, of }: { words: 'edge.progress' | 'edge.progressLifted'; done: number; of: number }) {
  if (of < 2) return null
  const told = t(words, { done, of })
  return (
    <>
      <p className="tabular-nums">{told}</p>
      {done < of && <Progress label={told} value={done} max={of} />}
    </>
  )
}
