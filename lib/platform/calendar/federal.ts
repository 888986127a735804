import { type Day, dayOf, lengthOf, weekdayOf } from './days'

/**
 * Legal public holidays of the United States, 5 USC 6103(a), on the days on which they are kept: a Saturday's on the Friday
 * before (6103(b)), a Sunday's on the Monday after (Executive Order 11582). Neither inauguration day, which is kept around
 * Washington alone, nor days off by order of a president.
 */
export function federalHolidays(year: number): Day[] {
  const own = [...holidaysOf(year), ...holidaysOf(year + 1)].map(kept)
  return own.filter((day) => day >= dayOf({ year, month: 1, day: 1 }) && day <= dayOf({ year, month: 12, day: 31 }))
}

/** The law as it has stood since this year's June, when Juneteenth came in. */
export const FEDERAL_FROM = 2022

function holidaysOf(year: number): Day[] {
  return [
    dayOf({ year, month: 1, day: 1 }),
    nth(year, 1, MONDAY, 3),
    nth(year, 2, MONDAY, 3),
    last(year, 5, MONDAY),
    dayOf({ year, month: 6, day: 19 }),
    dayOf({ year, month: 7, day: 4 }),
    nth(year, 9, MONDAY, 1),
    nth(year, 10, MONDAY, 2),
    dayOf({ year, month: 11, day: 11 }),
    nth(year, 11, THURSDAY, 4),
    dayOf({ year, month: 12, day: 25 }),
  ]
}

const MONDAY = 1
const THURSDAY = 4

function nth(year: number, month: number, weekday: number, n: number): Day {
  const first = dayOf({ year, month, day: 1 })
  return first + ((weekday - weekdayOf(first) + 7) % 7) + (n - 1) * 7
}

function last(year: number, month: number, weekday: number): Day {
  const end = dayOf({ year, month, day: lengthOf(year, month) })
  return end - ((weekdayOf(end) - weekday + 7) % 7)
}

function kept(day: Day): Day {
  if (weekdayOf(day) === 6) return day - 1
  return weekdayOf(day) === 0 ? day + 1 : day
}
