import type { Db } from '@/lib/platform/db/client'
import type { Window } from './model'
import { COUNTER_ELEMENTS, type CounterElements } from './schema'

/** What was said of each element; what stands there otherwise is not there. */
export function elementsOf(json: unknown): CounterElements {
  const known = typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {}
  const [signature, material, belief, person, consent] = COUNTER_ELEMENTS.map((name) => known[name] === true)
  return {
    signature: signature ?? false,
    material: material ?? false,
    belief: belief ?? false,
    person: person ?? false,
    consent: consent ?? false,
  }
}

/** The window of a counter-notice, from the marks of its own clock; null while it has none. */
export async function windowOf(db: Pick<Db, 'clock'>, clockId: string | null): Promise<Window | null> {
  const clock = clockId ? await db.clock.findUnique({ where: { id: clockId }, include: { marks: true } }) : null
  if (!clock) return null
  const at = (name: string) => clock.marks.find((mark) => mark.name === name)?.at ?? null
  const [opensAt, targetAt, closesAt] = [at('opens'), at('target'), at('closes')]
  if (!targetAt) return null
  // After a hold nothing has to be waited for.
  if (clock.name === 'dmca.afterHold')
    return { opensAt: clock.startedAt, runsFrom: clock.startedAt, targetAt, closesAt: null, isClosed: false }
  return opensAt && closesAt
    ? { opensAt, runsFrom: targetAt, targetAt, closesAt, isClosed: clock.isWindowClosed }
    : null
}
