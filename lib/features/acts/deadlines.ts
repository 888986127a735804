import { isWaiting, OPPOSITE } from './model'
import type { End, EndView, WaitView } from './schema'

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

/** An act waits this long for a Mastodon that does not answer; then it failed, and its person decides anew. */
export const GIVE_UP_MS = DAY_MS

const AGAIN_MS = [15_000, 30_000, 60_000, 120_000, 300_000, 600_000]
const LONGEST_PAUSE_MS = 3600_000

/** When to try again after so many tries in vain: ever later, or right after the pause that Mastodon asked for. */
export function nextTryAt({ tries, resetAt, now }: { tries: number; resetAt: Date | null; now: Date }): Date {
  const pauseMs = resetAt
    ? Math.max(1000, resetAt.getTime() - now.getTime() + 1000)
    : (AGAIN_MS[Math.min(tries, AGAIN_MS.length) - 1] ?? 15_000)
  return new Date(now.getTime() + Math.min(pauseMs, LONGEST_PAUSE_MS))
}

interface LastTry {
  tries: number
  triedAt: Date | null
  waitsFor: string | null
}
interface MirrorFacts {
  failure: string | null
  failedAt: Date | null
  seenAt: Date | null
}
/** What of the acts of one press waits longest, as the screen says it. */
export function waitViewOf(acts: readonly Waiting[]): WaitView | null {
  const waiting = acts.flatMap(({ state, waitsFor, waitsSince, waitsUntil, tries }) =>
    state === 'asked' && waitsUntil && waitsSince ? [{ why: waitsFor ?? '', tries, waitsUntil, waitsSince }] : [],
  )
  const last = waiting.toSorted((a, b) => b.waitsUntil.getTime() - a.waitsUntil.getTime())[0]
  if (!last) return null
  const since = Math.min(...waiting.map(({ waitsSince }) => waitsSince.getTime()))
  return {
    why: last.why,
    tries: Math.max(...waiting.map(({ tries }) => tries)),
    left: acts.filter(({ state }) => !NEVER_LEFT.includes(state)).length,
    waiting: waiting.length,
    nextAt: last.waitsUntil.toISOString(),
    untilAt: new Date(since + GIVE_UP_MS).toISOString(),
  }
}
const NEVER_LEFT = ['asked', 'cancelled']
interface Waiting {
  state: string
  waitsFor: string | null
  waitsSince: Date | null
  waitsUntil: Date | null
  tries: number
}

/** A pause is asked of one person, and no sign of how Mastodon is. */
const ASKED_TO_PAUSE = 'rateLimited'
const DOWN = 'unreachable dns tls timeout dropped temporary blockedIp notMastodon tooLarge'.split(' ')

/** Whether the reading failed because of Mastodon itself, and not because of whose key it reads with. */
export const isDown = (failure: string | null): failure is string => failure !== null && DOWN.includes(failure)

const KNOWN_MS = 2 * 60_000
const KNOCK_MS = 30 * 60_000

/**
 * Whether to save the try: the reading in the background has just found Mastodon down, so that many acts that wait need not
 * knock one after the other, each until its time-out. Now and then each knocks all the same: lists may fail where acts do not.
 */
export function isKnownDown({ triedAt, waitsFor }: LastTry, mirror: MirrorFacts | null, now: Date): boolean {
  if (!mirror?.failedAt || !isDown(mirror.failure)) return false
  if (!triedAt || waitsFor === ASKED_TO_PAUSE || now.getTime() - triedAt.getTime() > KNOCK_MS) return false
  return now.getTime() - mirror.failedAt.getTime() < KNOWN_MS
}

/** The reading has heard from Mastodon since the last try: no need to wait any longer, but for one that fails over and over. */
export function isAnsweringAgain({ tries, triedAt, waitsFor }: LastTry, mirror: MirrorFacts | null): boolean {
  if (!triedAt || waitsFor === ASKED_TO_PAUSE || tries > AGAIN_MS.length) return false
  return mirror !== null && mirror.failure === null && mirror.seenAt !== null && mirror.seenAt > triedAt
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
