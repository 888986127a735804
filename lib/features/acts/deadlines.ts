import { isWaiting, OPPOSITE } from './model'
import type { End, EndView } from './schema'

const DAY_MS = 24 * 3600_000

/** Mastodon deletes what a suspended account holds 30 days after the suspension (app/models/account_deletion_request.rb). */
export const purgeAfter = (suspendedAt: Date): Date => new Date(suspendedAt.getTime() + 30 * DAY_MS)

/** An end is set for at most a year, so that no forgotten one comes true when nobody knows why any more. */
const LONGEST_MS = 366 * DAY_MS

/** When an act with this end ends; null when that is not ahead, or too far. A date means the beginning of that day in UTC. */
export function endOf(end: End, now: Date): { endsAt: Date; durationDays: number } | null {
  const endsAt = end.kind === 'days' ? new Date(now.getTime() + end.days * DAY_MS) : new Date(`${end.on}T00:00:00Z`)
  const ms = endsAt.getTime() - now.getTime()
  if (!(ms > 0) || ms > LONGEST_MS) return null
  return { endsAt, durationDays: Math.ceil(ms / DAY_MS) }
}

interface EndFacts {
  id: string
  kind: string
  state: string
  failure: string | null
  askedAt: Date
  undoesId: string | null
  endsAt: Date | null
  endedAs: string | null
}

/**
 * Whether an act is no longer what holds: it was undone meanwhile, or asked for again, perhaps without an end. `others` are
 * acts on the same person.
 */
export function isSuperseded(act: EndFacts, others: readonly EndFacts[]): boolean {
  return others.some((other) => {
    if (other.id === act.id || other.askedAt < act.askedAt) return false
    if (other.kind === act.kind) return other.state !== 'failed' && other.state !== 'cancelled'
    return isUndoing(other, act) && other.state === 'confirmed'
  })
}

/** An undoing of it that is on its way decides first. */
export const isBeingUndone = (act: EndFacts, others: readonly EndFacts[]): boolean =>
  others.some((other) => other.askedAt >= act.askedAt && isUndoing(other, act) && isWaiting(other.state))

const isUndoing = (other: EndFacts, act: EndFacts): boolean =>
  Object.entries(OPPOSITE).some(([kind, opposite]) => kind === act.kind && opposite === other.kind)

/** Where the end of an act stands; null for an act without one, or one that was never done. */
export function endViewOf(act: EndFacts, others: readonly EndFacts[], now: Date): EndView | null {
  if (!act.endsAt || act.state === 'failed' || act.state === 'cancelled') return null
  const view = (state: EndView['state'], why: string | null = null): EndView => ({
    at: act.endsAt?.toISOString() ?? '',
    state,
    why,
  })
  if (act.endedAs === 'asked') {
    const undoing = others.filter((other) => other.undoesId === act.id).toSorted(latestFirst)[0]
    if (!undoing) return view('look')
    if (isWaiting(undoing.state)) return view('asked')
    if (undoing.state === 'confirmed' || undoing.failure === 'alreadyDone') return view('undone')
    // Somebody has looked meanwhile, and undid it by hand or asked for it anew.
    return isSuperseded(act, others) ? view('superseded') : view('look', undoing.failure ?? undoing.state)
  }
  if (act.endedAs === 'superseded' || isSuperseded(act, others)) return view('superseded')
  if (act.endedAs) return view('look', act.endedAs)
  return view(act.endsAt > now ? 'ahead' : 'due')
}
const latestFirst = (a: EndFacts, b: EndFacts): number => b.askedAt.getTime() - a.askedAt.getTime()
