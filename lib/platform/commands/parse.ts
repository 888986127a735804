import type { z } from 'zod'
import { AppError } from '@/lib/platform/errors/error'

/** Input from outside into its shape, or a refusal that names the fields. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const unstorable = placeOfUnstorable(input)
  if (unstorable !== null) throw new AppError('badInput', { fields: unstorable || 'all' })
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const fields = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.') || 'all'))].join(', ')
  throw new AppError('badInput', { fields })
}

// No form of ours goes deeper; what does was made to exhaust whoever walks it.
const DEEPEST = 20

/** Where a text stands that no database keeps (NUL, half a surrogate pair), or what is nested too deep; null when nothing is. */
function placeOfUnstorable(value: unknown, depth = 0): string | null {
  if (depth > DEEPEST) return ''
  if (typeof value === 'string') return UNSTORABLE.test(value) ? '' : null
  if (typeof value !== 'object' || value === null) return null
  for (const [name, inner] of Object.entries(value)) {
    const place = placeOfUnstorable(inner, depth + 1)
    if (place !== null) return place ? `${name}.${place}` : name
  }
  return null
}
const UNSTORABLE = /\0|\p{Surrogate}/u
