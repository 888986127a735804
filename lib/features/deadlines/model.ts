import { type Calendar, type Calendars, withAdded } from '@/lib/platform/calendar/calendars'
import type { Day } from '@/lib/platform/calendar/days'
import { afterHours } from '@/lib/platform/calendar/periods'
import { closeOf, dayIn } from '@/lib/platform/calendar/zones'
import { AppError, type ErrorCode } from '@/lib/platform/errors/error'
import type { ClockState, Direction, EntryKind, Facts, Family, Mark } from './schema'

/** Counsel's days by calendar: what the operator's lawyer counts as a holiday besides those of the calendar. */
export type Added = ReadonlyMap<string, ReadonlySet<Day>>
export const NONE_ADDED: Added = new Map()

/** What an added day moves: only what must not come too early, or end too early. Never what must be done in time. */
const MOVED_BY_ADDED: readonly Direction[] = ['notBefore', 'keepUntil']

/** The calendar by which marks of a direction are counted. */
export type CalendarFor = (direction: Direction) => Calendar

export interface Rule {
  /** Goes up when what the rule says changes; each ledger names the one it was computed with. */
  version: number
  family: Family
  citation: string
  needsCalendar?: boolean
  /** The law counts by one calendar alone. */
  onlyCalendar?: string
  /** The law knows pauses: whether the days of the question and of the answer both count as paused, or the latter alone. */
  pauses?: 'inclusive' | 'exclusive'
  /** The law lets it be extended, if whoever waits is told in time. */
  isExtendable?: boolean
  /** A renewed request prolongs it. */
  isRenewable?: boolean
  /** The paper itself names a date besides. */
  namesDate?: boolean
  marks(facts: Facts, calendar: CalendarFor): Mark[]
}

/** The marks of a clock, earliest first. Refuses when a day that it needs is not known. */
export function marksOf(rule: Rule, facts: Facts, calendars: Calendars, added: Added = NONE_ADDED): Mark[] {
  const marks = rule.marks(facts, (direction) => {
    if (!facts.calendar) throw new AppError('clock.calendarNeeded')
    const calendar = calendars(facts.calendar)
    const days = added.get(calendar.id)
    return days && MOVED_BY_ADDED.includes(direction) ? withAdded(calendar, days) : calendar
  })
  return marks.toSorted((a, b) => a.at.getTime() - b.at.getTime())
}

/** A window that an added day has closed: what may not be done yet may not be done any more either. Counsel decides. */
export function isWindowClosed(marks: readonly Mark[]): boolean {
  const opens = marks.find((mark) => mark.direction === 'notBefore')
  const closes = marks.find((mark) => mark.direction === 'notAfter')
  return opens !== undefined && closes !== undefined && opens.at >= closes.at
}

/** A mark at the end of a legal day, in the clock's zone. */
export function dayMark(
  name: string,
  direction: Direction,
  day: Day,
  { zone, nominal = day }: { zone: string; nominal?: Day },
): Mark {
  return { name, direction, day, at: closeOf(day, zone), nominal }
}

export const hourMark = (name: string, direction: Direction, at: Date, hours: number): Mark => ({
  name,
  direction,
  day: null,
  at: afterHours(at, hours),
})

/** A line of the ledger as it was written. */
export interface Entry {
  kind: EntryKind
  at: Date
  zone?: string
  calendar?: string | null
  complianceOn?: Day | null
}

export interface Folded {
  facts: Facts
  state: ClockState
  pausedSince: Day | null
}

/** What a ledger comes to. A deadline is never edited; it is this. */
export function fold(rule: Rule, entries: readonly Entry[]): Folded {
  const [first, ...rest] = entries
  if (first?.kind !== 'started' || !first.zone) throw new Error('a ledger begins with its start')
  const { at, zone, calendar = null, complianceOn = null } = first
  const start: Folded = { facts: { at, zone, calendar, complianceOn }, state: 'running', pausedSince: null }
  return rest.reduce((folded, entry) => after(rule, folded, entry), start)
}

function after(rule: Rule, folded: Folded, { kind, at }: Entry): Folded {
  const { facts, pausedSince } = folded
  const day = dayIn(at, facts.zone)
  if (kind === 'paused') return { ...folded, state: 'paused', pausedSince: day }
  if (kind === 'resumed') {
    const paused = pausedSince === null ? 0 : day - pausedSince + (rule.pauses === 'inclusive' ? 1 : 0)
    return { facts: { ...facts, pausedDays: (facts.pausedDays ?? 0) + paused }, state: 'running', pausedSince: null }
  }
  if (kind === 'extended') return { ...folded, facts: { ...facts, isExtended: true } }
  if (kind === 'renewed') return { ...folded, facts: { ...facts, renewedOn: day } }
  if (kind === 'met' || kind === 'missed' || kind === 'withdrawn') return { ...folded, state: kind, pausedSince: null }
  return folded
}

const RUNNING: readonly EntryKind[] = ['paused', 'extended', 'renewed', 'recomputed', 'met', 'missed', 'withdrawn']
const PAUSED: readonly EntryKind[] = ['resumed', 'met', 'missed', 'withdrawn']

/** What may be written next. What a law does not know is not offered. */
export function mayEnter(rule: Rule, { state, facts }: Folded): EntryKind[] {
  if (state === 'paused') return [...PAUSED]
  if (state !== 'running') return []
  return RUNNING.filter((kind) => {
    if (kind === 'paused') return rule.pauses !== undefined
    if (kind === 'extended') return rule.isExtendable === true && !facts.isExtended
    return kind !== 'renewed' || (rule.isRenewable === true && !facts.renewedOn)
  })
}

/** In the EU the clock stops only for a question that was asked without undue delay; after so many days it does not. */
export const QUESTION_WITHIN_DAYS = 5

/** Why an entry has no effect in law, or null. Whoever waits for an answer is not told less because it was written down. */
export function objectionTo(
  rule: Rule,
  { facts, pausedSince }: Folded,
  entry: Entry,
  marks: readonly Mark[],
): ErrorCode | null {
  const day = dayIn(entry.at, facts.zone)
  const started = dayIn(facts.at, facts.zone)
  if (entry.at < facts.at) return 'clock.beforeStart'
  if (entry.kind === 'resumed' && pausedSince !== null && day < pausedSince) return 'clock.beforePause'
  if (entry.kind === 'paused' && rule.pauses === 'exclusive' && day - started > QUESTION_WITHIN_DAYS)
    return 'clock.lateQuestion'
  const last = marks.findLast((mark) => mark.direction === 'actBy')
  if (entry.kind === 'extended' && last && entry.at > last.at) return 'clock.lateExtension'
  return null
}

export const MOMENTS = ['days90', 'days30', 'days7', 'days1', 'before', 'half', 'at', 'after'] as const
export type Moment = (typeof MOMENTS)[number]
const HOUR = 3600_000

/**
 * When people are reminded of a mark. Of what must be done in time: at half the time (everybody with the role), before, at and
 * after it. Of what opens or may be let go: when it does.
 */
export function momentsOf(
  mark: Pick<Mark, 'name' | 'direction' | 'at' | 'day'>,
  startedAt: Date,
): { moment: Moment; at: Date }[] {
  const at = mark.at.getTime()
  if (mark.name === 'renew') return momentsOfRenewal(mark.at)
  if (mark.direction !== 'actBy' && mark.direction !== 'notAfter') return [{ moment: 'at', at: mark.at }]
  const span = Math.max(0, at - startedAt.getTime())
  const before = Math.min(24 * HOUR, span / 4)
  return [
    { moment: 'half', at: new Date(at - span / 2) },
    { moment: 'before', at: new Date(at - before) },
    { moment: 'at', at: mark.at },
    { moment: 'after', at: new Date(at + (mark.day === null ? HOUR : 12 * HOUR)) },
  ]
}

/** Half of three years says nothing to anybody: what is renewed with an office is said early, and each time to all. */
function momentsOfRenewal(at: Date): { moment: Moment; at: Date }[] {
  const ahead = (days: number) => new Date(at.getTime() - days * 24 * HOUR)
  return [
    { moment: 'days90', at: ahead(90) },
    { moment: 'days30', at: ahead(30) },
    { moment: 'days7', at: ahead(7) },
    { moment: 'days1', at: ahead(1) },
    { moment: 'at', at },
    { moment: 'after', at: new Date(at.getTime() + 12 * HOUR) },
  ]
}

/** The next moment at which somebody is reminded, after an instant. */
export function nextMomentAt(
  mark: Pick<Mark, 'name' | 'direction' | 'at' | 'day'>,
  startedAt: Date,
  later: Date,
): Date | null {
  return momentsOf(mark, startedAt).find(({ at }) => at > later)?.at ?? null
}
