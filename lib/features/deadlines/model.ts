import { type Calendar, type Calendars, withAdded } from '@/lib/platform/calendar/calendars'
import type { Day } from '@/lib/platform/calendar/days'
import { afterHours } from '@/lib/platform/calendar/periods'
import { closeOf } from '@/lib/platform/calendar/zones'
import { AppError } from '@/lib/platform/errors/error'
import type { Direction, Facts, Family, Mark } from './schema'

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
