import { resolveItems } from '@/lib/features/locating/workers'

/** How copyright notices come in: this part of the registry. */
export const filings = {
  workers: [resolveItems],
} as const
