import { AppError } from '@/lib/platform/errors/error'
import { civilOf, type Day, dayOf, isoDay, isWeekend, parseDay } from './days'
import { FEDERAL_FROM, federalHolidays } from './federal'

/** Public holidays of one place. */
export interface Calendar {
  id: string
  /** Names the data; stands in each ledger that was computed with it. */
  version: string
  source: string
  /** Whether a day is a holiday; `notKnown` where the sources differ, or say nothing of that year. */
  on(day: Day): 'holiday' | 'ordinary' | 'notKnown'
}

/** By id; what is computed asks for the calendars that it names. */
export type Calendars = (id: string) => Calendar

/** As the generator writes it (lib/programs/calendars.ts): days of each year, with a `?` where the two sources differ. */
export interface CalendarData {
  version: string
  sources: readonly string[]
  from: number
  to: number
  states: Record<string, Record<string, string>>
}

/** The calendars of Docket: one by rule, the others from data. */
export function calendarsFrom(data: CalendarData): Calendars {
  const made = new Map<string, Calendar>()
  return (id) => {
    const known = made.get(id) ?? make(id, data)
    made.set(id, known)
    return known
  }
}

function make(id: string, data: CalendarData): Calendar {
  if (id === 'US-FED') return federal()
  const years = Object.hasOwn(data.states, id) ? data.states[id] : undefined
  if (!years) throw new AppError('clock.noCalendar', { calendar: id })
  const days = new Map<Day, 'holiday' | 'notKnown'>()
  for (const [year, list] of Object.entries(years))
    for (const entry of list.split(' ').filter(Boolean)) {
      const day = parseDay(`${year}-${entry.slice(0, 5)}`)
      if (day !== null) days.set(day, entry.endsWith('?') ? 'notKnown' : 'holiday')
    }
  const covers = (day: Day) => Object.hasOwn(years, String(civilOf(day).year))
  return {
    id,
    version: data.version,
    source: data.sources.join('; '),
    on: (day) => (covers(day) ? (days.get(day) ?? 'ordinary') : 'notKnown'),
  }
}

function federal(): Calendar {
  const years = new Map<number, ReadonlySet<Day>>()
  return {
    id: 'US-FED',
    version: '5 USC 6103, as of 2021-06-17',
    source: '5 USC 6103(a)-(b)',
    on(day) {
      const { year } = civilOf(day)
      if (year < FEDERAL_FROM) return 'notKnown'
      const holidays = years.get(year) ?? new Set(federalHolidays(year))
      years.set(year, holidays)
      return holidays.has(day) ? 'holiday' : 'ordinary'
    },
  }
}

/** Counsel's days: nobody works on them, as far as what must not come too early is concerned. */
export function withAdded(calendar: Calendar, added: ReadonlySet<Day>): Calendar {
  if (added.size === 0) return calendar
  return { ...calendar, on: (day) => (added.has(day) ? 'holiday' : calendar.on(day)) }
}

/** Refuses rather than guesses: a wrong guess is a missed deadline. Weekends need no calendar. */
export function isWorkingDay(day: Day, calendar: Calendar): boolean {
  if (isWeekend(day)) return false
  const found = calendar.on(day)
  if (found === 'notKnown') throw new AppError('clock.notKnown', { calendar: calendar.id, day: isoDay(day) })
  return found === 'ordinary'
}

/** All holidays of a year, written out. Refuses when one of its days is not known. */
export function holidaysIn(year: number, calendar: Calendar): string[] {
  const first = dayOf({ year, month: 1, day: 1 })
  const days = Array.from({ length: dayOf({ year: year + 1, month: 1, day: 1 }) - first }, (_, n) => first + n)
  const unknown = days.find((day) => calendar.on(day) === 'notKnown')
  if (unknown !== undefined) throw new AppError('clock.notKnown', { calendar: calendar.id, day: isoDay(unknown) })
  return days.filter((day) => calendar.on(day) === 'holiday').map(isoDay)
}
