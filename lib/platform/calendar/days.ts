/** A day of the civil calendar as a number: days since 1 January 1970. Adding is plus, and no zone can move it. */
export type Day = number

export interface Civil {
  year: number
  /** 1 to 12. */
  month: number
  day: number
}

/** Counted in years that begin in March, so that the leap day comes last; an era is 400 years, after which all repeats. */
export function dayOf({ year, month, day }: Civil): Day {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

export function civilOf(of: Day): Civil {
  const shifted = of + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096)
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  const day = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1
  return { year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day }
}

/** 0 is Sunday, 6 Saturday. */
export const weekdayOf = (day: Day): number => (((day + 4) % 7) + 7) % 7
export const isWeekend = (day: Day): boolean => weekdayOf(day) === 0 || weekdayOf(day) === 6

export const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
export const lengthOf = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (LENGTHS[month - 1] ?? 31)

/** The same-numbered day of a later (or earlier) month, or that month's last day where it has none. */
export function addMonths(from: Day, months: number): Day {
  const { year, month, day } = civilOf(from)
  const index = year * 12 + month - 1 + months
  const to = { year: Math.floor(index / 12), month: (((index % 12) + 12) % 12) + 1 }
  return dayOf({ ...to, day: Math.min(day, lengthOf(to.year, to.month)) })
}

/** `2026-11-26` as a day; null for what is no date, such as 30 February. */
export function parseDay(text: string): Day | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)?.map(Number) ?? []
  if (year === undefined || month === undefined || day === undefined) return null
  return month >= 1 && month <= 12 && day >= 1 && day <= lengthOf(year, month) ? dayOf({ year, month, day }) : null
}

export function isoDay(of: Day): string {
  const { year, month, day } = civilOf(of)
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
}

const two = (n: number): string => String(n).padStart(2, '0')
