import { addMonths, parseDay, type Day } from '@/lib/platform/calendar/days'

/** What the repeat-infringer policy says (17 USC 512(i)(1)(A)). */
export interface Policy {
  number: number
  points: number
  decayMonths: number
  threshold: number
}

/** In force until an owner sets another: legal-workflows 2.3. */
export const DEFAULT_POLICY: Policy = { number: 1, points: 1, decayMonths: 12, threshold: 3 }

export interface Line {
  itemId: string
  caseId: string
  kind: string
  /** On which the notice was received, in the agent's zone. */
  day: string
}

export interface Strike {
  day: string
  caseIds: string[]
  items: number
  /** Counts no more from this day on. */
  until: Day
  counts: boolean
}

/** The ledger of an account, folded: notices of one day are one strike, however many items they name; old ones count no more. */
export function strikesIn(lines: readonly Line[], policy: Policy, today: Day): Strike[] {
  const last = new Map(lines.map((line) => [line.itemId, line]))
  const days = new Map<string, Line[]>()
  for (const line of last.values())
    if (line.kind === 'counted') days.set(line.day, [...(days.get(line.day) ?? []), line])
  return [...days]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([day, counted]) => {
      const until = addMonths(parseDay(day) ?? 0, policy.decayMonths)
      const caseIds = [...new Set(counted.map(({ caseId }) => caseId))]
      return { day, caseIds, items: counted.length, until, counts: today < until }
    })
}

export const pointsOf = (strikes: readonly Strike[], { points }: Policy): number =>
  strikes.filter(({ counts }) => counts).length * points

/** At the threshold a person has to decide; nothing happens by itself. */
export const isDue = (points: number, { threshold }: Policy): boolean => points >= threshold
