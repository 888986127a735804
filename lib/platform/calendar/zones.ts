import { type Day, isoDay, parseDay } from './days'

const SECOND = 1000
const DAY = 86_400 * SECOND

// To make one takes longer than a hundred conversions.
const formats = new Map<string, Intl.DateTimeFormat>()
function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (!format) {
    const all = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const
    format = new Intl.DateTimeFormat('en-US', { ...all, second: 'numeric', hourCycle: 'h23', timeZone: zone })
    formats.set(zone, format)
  }
  return format
}

/** Whether this machine knows the zone by its IANA name. A bare offset is none: it knows no summer time. */
export function isZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false
  try {
    return formatOf(zone) !== null
  } catch {
    return false
  }
}

/** How far the zone's clocks are ahead of UTC at an instant, in milliseconds. */
export function offsetAt(at: Date, zone: string): number {
  // "11/9/2026, 18:30:00": always in this order in en-US, and cheaper to read than the parts.
  const [month = 1, day = 1, year = 1970, hour = 0, minute = 0, second = 0] =
    formatOf(zone).format(at).match(/\d+/g)?.map(Number) ?? []
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at.getTime() / SECOND) * SECOND
}

/** The day that the clocks of a zone show at an instant. */
export const dayIn = (at: Date, zone: string): Day => Math.floor((at.getTime() + offsetAt(at, zone)) / DAY)

/**
 * The instant at which a zone's clocks show a time of a day, given in seconds from midnight. Where they show it twice, the
 * earlier; where they leap over it, the first instant after the leap.
 */
export function instantOf(day: Day, secondsOfDay: number, zone: string): Date {
  const wall = day * DAY + secondsOfDay * SECOND
  // No zone is further than a day from UTC, so that one of the two offsets around holds.
  const around = [offsetAt(new Date(wall - DAY), zone), offsetAt(new Date(wall + DAY), zone)]
  const fits = around.map((offset) => wall - offset).filter((at) => at + offsetAt(new Date(at), zone) === wall)
  return new Date(fits.length > 0 ? Math.min(...fits) : firstAfterLeap(wall, zone))
}

/** The first whole second at which the zone's clocks have passed a time that they never show. */
function firstAfterLeap(wall: number, zone: string): number {
  let [before, after] = [wall - 2 * DAY, wall + 2 * DAY]
  while (after - before > SECOND) {
    const middle = Math.floor((before + after) / 2 / SECOND) * SECOND
    if (middle + offsetAt(new Date(middle), zone) < wall) before = middle
    else after = middle
  }
  return after
}

/** The last second of a day in a zone: an act by that day is in time until then. */
export const closeOf = (day: Day, zone: string): Date => new Date(instantOf(day + 1, 0, zone).getTime() - SECOND)

/** `2026-11-23T16:20:00+01:00`, as the clocks of a zone show it. */
export function isoIn(at: Date, zone: string): string {
  const offset = offsetAt(at, zone)
  const shown = new Date(at.getTime() + offset).toISOString().slice(0, 19)
  const minutes = Math.abs(Math.round(offset / 60_000))
  const two = (n: number) => String(n).padStart(2, '0')
  return `${shown}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** `2026-11-23T15:20:00Z`: to the second, and never later than it is. */
export const isoUtc = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`

const INSTANT = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(?:Z|[+-](\d{2}):?(\d{2}))$/

/** An instant that says its offset from UTC; null for anything else, such as a time without one, or 30 February. */
export function parseInstant(text: string): Date | null {
  const [, day = '', hour, minute, second = '0', offsetHour = '0', offsetMinute = '0'] = INSTANT.exec(text) ?? []
  if (parseDay(day) === null || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null
  if (Number(offsetHour) > 15 || Number(offsetMinute) > 59) return null
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? null : at
}

/** A day at which an instant falls in a zone, written out. */
export const isoDayIn = (at: Date, zone: string): string => isoDay(dayIn(at, zone))
