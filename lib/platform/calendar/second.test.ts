import { describe, expect, it } from 'vitest'
import data from './data/nationwide.json'
import { CALENDARS } from './nationwide'
import { addMonths, civilOf, isoDay, parseDay, weekdayOf } from './days'
import { federalHolidays } from './federal'
import { rolled, workingDaysAfter } from './periods'
import { closeOf, dayIn, isoDayIn } from './zones'

/**
 * The same questions answered a second time, written differently: text and JavaScript's own Date instead of day numbers, one
 * day at a time instead of formulas, holidays found by walking through the year. 100,000 random moments must agree.
 */
const DAY = 86_400_000
const next = (day: string, n = 1) => new Date(Date.parse(`${day}T00:00:00Z`) + n * DAY).toISOString().slice(0, 10)
const nameOf = (day: string) =>
  new Date(`${day}T12:00:00Z`).toLocaleDateString('en-US', { weekday: 'long', timeZone: 'UTC' })

function walkedHolidays(year: number): Set<string> {
  const found = new Set<string>()
  const seen: Record<string, number> = {}
  let lastMondayOfMay = ''
  for (let day = `${year}-01-01`; day.startsWith(String(year)); day = next(day)) {
    const [, month = '', date = ''] = day.split('-')
    const key = `${month} ${nameOf(day)}`
    seen[key] = (seen[key] ?? 0) + 1
    const counted = `${key} ${seen[key]}`
    if (['01 Monday 3', '02 Monday 3', '09 Monday 1', '10 Monday 2', '11 Thursday 4'].includes(counted)) found.add(day)
    if (key === '05 Monday') lastMondayOfMay = day
    if (['01-01', '06-19', '07-04', '11-11', '12-25'].includes(`${month}-${date}`)) found.add(moved(day))
  }
  found.add(lastMondayOfMay)
  // 1 January of the next year, kept on 31 December.
  if (nameOf(`${year + 1}-01-01`) === 'Saturday') found.add(`${year}-12-31`)
  return new Set([...found].filter((day) => day.startsWith(String(year))))
}
const moved = (day: string) => (nameOf(day) === 'Saturday' ? next(day, -1) : nameOf(day) === 'Sunday' ? next(day) : day)

const walked = new Map<string, Set<string>>()
function isFederal(day: string): boolean {
  const year = day.slice(0, 4)
  const known = walked.get(year) ?? walkedHolidays(Number(year))
  walked.set(year, known)
  return known.has(day)
}
const isDayOff = (day: string) => ['Saturday', 'Sunday'].includes(weekdayName(day))
const names = new Map<number, string>()
function weekdayName(day: string): string {
  const n = new Date(`${day}T00:00:00Z`).getUTCDay()
  const name = names.get(n) ?? nameOf(day)
  names.set(n, name)
  return name
}

function tenth(day: string, n: number): string {
  let [at, left] = [day, n]
  while (left > 0) {
    at = next(at)
    if (!isDayOff(at) && !isFederal(at)) left -= 1
  }
  return at
}

function monthLater(day: string, n: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const wanted = new Date(Date.UTC(year, month - 1 + n, date))
  const isSameDay = wanted.getUTCDate() === date
  // Day 0 of the month after is the last of the month before.
  return (isSameDay ? wanted : new Date(Date.UTC(year, month + n, 0))).toISOString().slice(0, 10)
}

function german(day: string): boolean {
  const [year = '', month = '', date = ''] = day.split('-')
  return (data.states.DE as Record<string, string>)[year]?.split(' ').includes(`${month}-${date}`) ?? false
}
function rolledLater(day: string): string {
  let at = day
  while (isDayOff(at) || german(at)) at = next(at)
  return at
}

const formats = new Map<string, Intl.DateTimeFormat>()
function localDay(at: Date, zone: string): string {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })
  formats.set(zone, format)
  return format.format(at)
}

// A fixed row of numbers that look random: a failure can be run again.
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const ZONES = ['America/New_York', 'America/Los_Angeles', 'Europe/Berlin', 'Europe/Dublin', 'Asia/Kathmandu', 'UTC']

describe('a second computation, written differently', () => {
  it('agrees on 100,000 random moments', () => {
    const roll = dice(20_261_126)
    const from = Date.parse('2024-01-01T00:00:00Z')
    const span = Date.parse('2036-06-01T00:00:00Z') - from
    const differing: string[] = []
    for (let n = 0; n < 100_000; n++) {
      const at = new Date(from + Math.floor(roll() * span))
      const zone = ZONES[Math.floor(roll() * ZONES.length)] ?? 'UTC'
      const day = localDay(at, zone)
      const here = dayIn(at, zone)
      const check = (what: string, ours: string, theirs: string) => {
        if (ours !== theirs) differing.push(`${what} ${at.toISOString()} ${zone}: ${ours} and ${theirs}`)
      }
      check('day', isoDay(here), day)
      check('BD 10', isoDay(workingDaysAfter(here, 10, CALENDARS('US-FED'))), tenth(day, 10))
      check('BD 14', isoDay(workingDaysAfter(here, 14, CALENDARS('US-FED'))), tenth(day, 14))
      check('month', isoDay(rolled(addMonths(here, 1), CALENDARS('DE'))), rolledLater(monthLater(day, 1)))
      check('three months', isoDay(addMonths(here, 3)), monthLater(day, 3))
      if (n % 10 === 0) {
        const close = closeOf(here, zone)
        check('close', localDay(close, zone), day)
        check('after the close', localDay(new Date(close.getTime() + 1000), zone), next(day))
      }
    }
    expect(differing.slice(0, 5)).toEqual([])
  }, 120_000)

  it('agrees on every day of four centuries', () => {
    const first = parseDay('1900-01-01') ?? 0
    for (let n = 0, day = first; n < 146_097; n++, day++) {
      const there = new Date(day * DAY)
      const { year, month, day: date } = civilOf(day)
      if (year !== there.getUTCFullYear() || month !== there.getUTCMonth() + 1 || date !== there.getUTCDate())
        throw new Error(`${isoDay(day)} is ${there.toISOString()}`)
      if (weekdayOf(day) !== there.getUTCDay()) throw new Error(`${isoDay(day)} is another weekday`)
      if (parseDay(isoDay(day)) !== day) throw new Error(`${isoDay(day)} is not read as it is written`)
    }
  })

  it.each([2022, 2023, 2024, 2025, 2026, 2027, 2028, 2031, 2033, 2034, 2036])(
    'agrees on federal holidays of %i',
    (year) => {
      expect(federalHolidays(year).map(isoDay).toSorted()).toEqual([...walkedHolidays(year)].toSorted())
    },
  )
})

describe('zones', () => {
  it.each([
    // Midnight does not exist, comes twice, or the whole day is left out.
    ['2026-09-05', 'America/Santiago', '2026-09-06T03:59:59.000Z'],
    ['2026-10-25', 'Europe/Berlin', '2026-10-25T22:59:59.000Z'],
    ['2026-03-29', 'Europe/Berlin', '2026-03-29T21:59:59.000Z'],
    ['2011-12-29', 'Pacific/Apia', '2011-12-30T09:59:59.000Z'],
    ['2026-11-01', 'America/Havana', '2026-11-02T04:59:59.000Z'],
    ['2026-02-28', 'Asia/Kathmandu', '2026-02-28T18:14:59.000Z'],
  ])('close %s in %s at %s', (day, zone, expected) => {
    expect(closeOf(parseDay(day) ?? 0, zone).toISOString()).toBe(expected)
    expect(isoDayIn(new Date(expected), zone)).toBe(day)
  })
})
