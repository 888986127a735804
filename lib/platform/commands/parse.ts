import type { z } from 'zod'
import { AppError } from '@/lib/platform/errors/error'

/** Input from outside into its shape, or a refusal that names the fields. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const fields = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.') || 'all'))].join(', ')
  throw new AppError('badInput', { fields })
}
