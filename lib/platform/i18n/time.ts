import { t } from './translate'

const MINUTE = 60_000
const STEPS = [
  { below: MINUTE, message: 'time.now', unit: MINUTE },
  { below: 60 * MINUTE, message: 'time.minutes', unit: MINUTE },
  { below: 24 * 60 * MINUTE, message: 'time.hours', unit: 60 * MINUTE },
  { below: 60 * 24 * 60 * MINUTE, message: 'time.days', unit: 24 * 60 * MINUTE },
  { below: 730 * 24 * 60 * MINUTE, message: 'time.months', unit: 30 * 24 * 60 * MINUTE },
  { below: Infinity, message: 'time.years', unit: 365 * 24 * 60 * MINUTE },
] as const

/** How long ago, short: "9 h", "4 d". For lists; letters and exports use `exact`. */
export function age(at: string | Date, now: string | Date): string {
  const ms = Math.max(0, new Date(now).getTime() - new Date(at).getTime())
  const step = STEPS.find((s) => ms < s.below) ?? STEPS[STEPS.length - 1]
  return t(step?.message ?? 'time.now', { n: Math.floor(ms / (step?.unit ?? MINUTE)) })
}

/** How long something takes, about: "less than a minute", "25 min", "3 h". */
export function lasting(ms: number): string {
  return ms < MINUTE ? t('time.moment') : age(new Date(0), new Date(ms))
}

/** Date, time and zone: "25 Nov 2026, 21:40 UTC". */
export const exact = (at: string | Date, zone = 'UTC'): string => written('exact', at, zone)

/** The time of the day alone: "21:40 UTC". For what lies within hours. */
export const clock = (at: string | Date, zone = 'UTC'): string => written('clock', at, zone)

/** To the second, for the audit: "25 Nov 2026, 21:40:07 UTC". */
export const exactSecond = (at: string | Date, zone = 'UTC'): string => written('exactSecond', at, zone)

/** The day alone, in a zone: "25 Nov 2026". */
export const day = (at: string | Date, zone = 'UTC'): string => written('day', at, zone)

const DAY = { day: 'numeric', month: 'short', year: 'numeric' } as const
const CLOCK = { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } as const
const FORMS = {
  exact: { ...DAY, ...CLOCK },
  clock: CLOCK,
  exactSecond: { ...DAY, ...CLOCK, second: '2-digit' },
  day: DAY,
} as const

// To make one takes longer than to write a hundred instants with it, and a list has one in each row.
const formats = new Map<string, Intl.DateTimeFormat>()

function written(form: keyof typeof FORMS, at: string | Date, zone: string): string {
  const key = `${form} ${zone}`
  const format = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', { ...FORMS[form], timeZone: zone })
  formats.set(key, format)
  return format.format(new Date(at))
}
