import { type Calendar, isWorkingDay } from './calendars'
import { addMonths, civilOf, type Day } from './days'
import { offsetAt } from './zones'

const HOUR = 3600_000

/** Elapsed hours (family 1): no weekend, no holiday, no summer time gives relief. */
export const afterHours = (at: Date, hours: number): Date => new Date(at.getTime() + hours * HOUR)

/** Reg. 1182/71 art 3(1) leaves the hour of the event out: the end of the local hour in which `at` falls. Told, never relied on. */
export function endOfHour(at: Date, zone: string): Date {
  const offset = offsetAt(at, zone)
  return new Date((Math.floor((at.getTime() + offset) / HOUR) + 1) * HOUR - offset)
}

/** The first working day from this one on (Reg. 1182/71 art 3(4), FRCP 6(a)(1)(C)). */
export function rolled(day: Day, calendar: Calendar): Day {
  let end = day
  while (!isWorkingDay(end, calendar)) end += 1
  return end
}

/** The last working day before this one. */
export function workingDayBefore(day: Day, calendar: Calendar): Day {
  let before = day - 1
  while (!isWorkingDay(before, calendar)) before -= 1
  return before
}

/** A period of months whose first day is not counted, as it runs and as it ends (families 2 and 3). */
export function monthsFrom(day: Day, months: number, calendar: Calendar): { nominal: Day; due: Day } {
  const nominal = addMonths(day, months)
  return { nominal, due: rolled(nominal, calendar) }
}

/** The n-th working day after a day that does not count (family 4). */
export function workingDaysAfter(day: Day, n: number, calendar: Calendar): Day {
  let end = day
  for (let left = n; left > 0; left -= isWorkingDay(end, calendar) ? 1 : 0) end += 1
  return end
}

/** The same day so many years later; of 29 February the day before, where a year has none (family 6). */
export const anniversary = (day: Day, years: number): Day => addMonths(day, years * 12)

/** The same, of 29 February the day after: for what must not end too early, and for ages. */
export function lateAnniversary(of: Day, years: number): Day {
  const day = anniversary(of, years)
  return civilOf(day).day === civilOf(of).day ? day : day + 1
}
