import type { TemplateId } from '@/lib/features/letters/schema'
import { isActing, isCounterOpen, isDown, isSettled } from '@/lib/features/notices/model'
import type { CounterState, ItemState, NoticeState } from '@/lib/features/notices/schema'
import type { StepName, StepView, Tab } from './schema'

export interface Facts {
  state: NoticeState
  isAsked: boolean
  /** A reviewer saw an infringement with own eyes. */
  hasKnowledge: boolean
  isClosed: boolean
  items: readonly { state: ItemState; accountId: string | null; isLocal: boolean | null }[]
  /** Subscribers of ours whose posts are down, or who are to remove them, and who were not told. */
  untold: readonly string[]
  counters: readonly {
    state: CounterState
    accountId: string
    receivedAt: Date
    heldAt?: Date | null
    isAsked: boolean
  }[]
  isPaperWaiting: boolean
  /** Something was down at some time. */
  wasDown: boolean
  /** Somebody of whom something was down was never told. */
  isTellingMissed: boolean
  letters: readonly { template: string; accountId: string | null; at: Date }[]
}

interface Due {
  template: TemplateId
  accountId: string | null
}

/** The letters that a case owes somebody now. Each is read by a person before it goes. */
export function lettersDue(facts: Facts): Due[] {
  const sent = (template: TemplateId, accountId: string | null = null, since?: Date) =>
    facts.letters.some(
      (one) =>
        one.template === template && (accountId === null || one.accountId === accountId) && (!since || one.at >= since),
    )
  const toSender = (template: TemplateId, is: boolean): Due[] =>
    is && !sent(template) ? [{ template, accountId: null }] : []
  const states = facts.items.map((item) => item.state)
  const hasFates = states.length > 0 && states.every(isSettled)
  const isBack = facts.counters.some((one) => one.state === 'restored') || states.includes('restored')
  return [
    ...toSender('D1', facts.state === 'received'),
    ...toSender('D2', facts.state === 'notCopyright'),
    ...(isDefective(facts.state) && !facts.isAsked ? toSender('D3', true) : []),
    ...toSender('D4', (facts.state === 'valid' && hasFates) || facts.state === 'rejected'),
    ...facts.untold.map((accountId): Due => ({ template: 'D5', accountId })),
    ...facts.counters.flatMap(({ state, accountId, receivedAt, heldAt }): Due[] => {
      const template = COUNTER_LETTERS[state]
      // Not forwarded yet is owed, whatever went out about somebody else's; a second hold is told of as well.
      const isSent = state !== 'valid' && template && sent(template, accountId, heldAt ?? receivedAt)
      return template && !isSent ? [{ template, accountId }] : []
    }),
    ...afterRetraction(facts)
      .filter((accountId) => !sent('D10', accountId))
      .map((accountId): Due => ({ template: 'D10', accountId })),
    ...toSender('D11', isBack),
  ]
}

/** Of a notice that was taken back each author is told, also those who never answered it. */
function afterRetraction({ state, items, counters }: Facts): string[] {
  if (state !== 'retracted') return []
  const back = items.filter((item) => item.isLocal && (item.state === 'restored' || item.state === 'removed'))
  const answered = counters.flatMap((one) => (one.state === 'restored' ? one.accountId : []))
  return [...new Set(back.flatMap((item) => item.accountId ?? []))].filter((id) => !answered.includes(id))
}

const isDefective = (state: NoticeState): boolean => state === 'defectiveCore' || state === 'defectiveCurable'
const COUNTER_LETTERS: Partial<Record<CounterState, TemplateId>> = {
  received: 'D6',
  defective: 'D7',
  valid: 'D8',
  held: 'D9',
  restored: 'D10',
}

/** Under which heading a case stands: by what it needs first. */
export function tabOf(facts: Facts): Tab {
  if (facts.isClosed) return 'closed'
  if (facts.isPaperWaiting || facts.state === 'received') return 'judge'
  const states = facts.counters.map((counter) => counter.state)
  if (states.includes('received')) return 'judge'
  if (isActing(facts) && facts.items.some((item) => !isSettled(item.state))) return 'act'
  if (facts.state === 'retracted' && facts.items.some((item) => item.state === 'disabled')) return 'act'
  if (facts.counters.some((counter) => counter.isAsked)) return 'act'
  if (lettersDue(facts).some(({ template }) => !COURTESY.includes(template))) return 'tell'
  if (states.includes('held') || states.includes('escalated')) return 'held'
  if (states.some((state) => WAITING.includes(state))) return 'waiting'
  return lettersDue(facts).length > 0 ? 'tell' : 'waiting'
}
/** Letters that no law asks for. */
const COURTESY: readonly TemplateId[] = ['D1', 'D6']
const WAITING: readonly CounterState[] = ['defective', 'valid', 'forwarded', 'restoring']

/** What is over by now and is not seen in the addresses any more. */
const wasDone = (name: StepName, { wasDown, isTellingMissed }: Facts): boolean =>
  (name === 'down' && wasDown) || (name === 'told' && wasDown && !isTellingMissed)

/** Of several counter-notices a step is done when it is done for each that stands: the last moment, or null. */
export const lastOf = (moments: readonly (Date | null)[]): Date | null =>
  moments.reduce((last, at) => (last === null || at === null ? null : at > last ? at : last), moments[0] ?? null)

interface Moments {
  decidedAt: Date | null
  downAt: Date | null
  toldAt: Date | null
  forwardedAt: Date | null
  opensAt: Date | null
  restoredAt: Date | null
}

const DONE: Record<StepName, (facts: Facts, at: Moments) => boolean> = {
  whole: ({ state }) => state === 'valid' || state === 'closed' || state === 'retracted',
  down: ({ items }) =>
    items.length > 0 && items.every((item) => isSettled(item.state)) && items.some((item) => isDown(item.state)),
  told: ({ items, untold }) => items.some((item) => isDown(item.state) && item.isLocal) && untold.length === 0,
  forwarded: ({ counters }, { forwardedAt }) =>
    forwardedAt !== null && !counters.some(({ state }) => ['received', 'defective', 'valid'].includes(state)),
  window: ({ counters }, { restoredAt }) => restoredAt !== null && !counters.some(({ state }) => isCounterOpen(state)),
  back: ({ counters }, { restoredAt }) => restoredAt !== null && !counters.some(({ state }) => isCounterOpen(state)),
}

/** Where a case stands on its way. What cannot come any more is said to be stopped. */
export function stepsOf(facts: Facts, at: Moments): StepView[] {
  const moments: Record<StepName, Date | null> = {
    whole: at.decidedAt,
    down: at.downAt,
    told: at.toldAt,
    forwarded: at.forwardedAt,
    window: at.opensAt,
    back: at.restoredAt,
  }
  const names: StepName[] = ['whole', 'down', 'told', 'forwarded', 'window', 'back']
  // While one of several is still to be answered the case is not over, whatever became of another's.
  const isOpen = facts.counters.some(({ state }) => isCounterOpen(state))
  const isBack = at.restoredAt !== null && !isOpen
  const done = names.map((name) => DONE[name](facts, at) || (isBack && wasDone(name, facts)))
  // A window runs whatever else is left to do.
  const current = at.forwardedAt && !isBack ? names.indexOf('window') : done.indexOf(false)
  const isStopped = facts.counters.some(({ state }) => state === 'held' || state === 'escalated')
  return names.map((name, place) => ({
    name,
    state: done[place]
      ? 'done'
      : isStopped && (name === 'window' || name === 'back')
        ? 'stopped'
        : place === current && !facts.isClosed
          ? 'now'
          : 'ahead',
    at: moments[name]?.toISOString() ?? null,
  }))
}
