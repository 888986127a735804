/** A length of time as people say it: '40m', '9h', '2.5d'. */
export type Span = `${number}${'m' | 'h' | 'd'}`

const MINUTES = { m: 1, h: 60, d: 1440 } as const

export function minutesOf(span: Span): number {
  const unit = span.endsWith('m') ? 'm' : span.endsWith('h') ? 'h' : 'd'
  return Number(span.slice(0, -1)) * MINUTES[unit]
}

export const before = (now: Date, span: Span) => minutesBefore(now, minutesOf(span))

export const minutesBefore = (now: Date, minutes: number) => new Date(now.getTime() - Math.round(minutes * 60_000))
