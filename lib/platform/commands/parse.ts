import type { z } from 'zod'
import { AppError } from '@/lib/platform/errors/error'

/** Input from outside into its shape, or a refusal that names the fields. */
export function parseInput<I>(schema: z.ZodType<I>, input: unknown): I {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const fields = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.') || 'all'))].join(', ')
  throw new AppError('badInput', { fields })
}
