import type { Db } from '@/lib/platform/db/client'
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

/** The marks of the window of a counter-notice; null while it has none. */
export async function windowOf(db: Pick<Db, 'clockMark'>, clockId: string | null) {
  if (!clockId) return null
  const marks = await db.clockMark.findMany({ where: { clockId } })
  const at = (name: string) => marks.find((mark) => mark.name === name)?.at ?? null
  const [opensAt, targetAt, closesAt] = [at('opens'), at('target'), at('closes')]
  return opensAt && targetAt && closesAt ? { opensAt, targetAt, closesAt } : null
}
