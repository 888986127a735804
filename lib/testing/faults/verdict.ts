import type { Traces } from './kinds'

export interface Told {
  state: string
  failure: string | null
  /** Why it waited on the way, where it did. */
  waited: string | null
}

/** What became of one act, in the words of the list. */
export type Class =
  | 'once, confirmed'
  | 'not done, failed'
  | 'not done, cancelled'
  | 'done, not confirmed'
  | 'not done, not confirmed'
  | 'WRONG'

export interface Verdict {
  kind: Class
  /** What is wrong with it; empty when nothing is. */
  wrong: string[]
}

/** Compares what the console told with what the instance wrote down. `isHidden`: no read-back can tell. */
export function verdictOn(told: Told, traces: Traces, { isHidden }: { isHidden: boolean }): Verdict {
  const isDone = traces.done > 0
  const wrong = [
    ...(traces.done > 1 ? [`done ${traces.done} times`] : []),
    ...(traces.strikes > 1 ? [`${traces.strikes} strikes`] : []),
    ...(traces.mails > 1 ? [`${traces.mails} mails`] : []),
    ...(told.state === 'confirmed' && !isDone ? ['claimed and not done'] : []),
    ...(told.state === 'failed' && isDone ? ['done and said to have failed'] : []),
    ...(told.state === 'cancelled' && isDone ? ['done and said to be cancelled'] : []),
    ...(told.state === 'notConfirmed' && isDone && !isHidden ? ['done, could be seen, and not confirmed'] : []),
    ...(['asked', 'sent'].includes(told.state) ? [`left as ${told.state}`] : []),
  ]
  return { kind: wrong.length > 0 ? 'WRONG' : classOf(told, isDone), wrong }
}

function classOf({ state }: Told, isDone: boolean): Class {
  if (state === 'confirmed') return 'once, confirmed'
  if (state === 'notConfirmed') return isDone ? 'done, not confirmed' : 'not done, not confirmed'
  return state === 'failed' ? 'not done, failed' : 'not done, cancelled'
}
