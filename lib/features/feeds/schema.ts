import { z } from 'zod'
import { zoneName } from '@/lib/features/deadlines/schema'

export const ownInput = z.object({
  zone: zoneName,
  /** Where reminders go; empty: nowhere. */
  address: z.union([z.literal(''), z.email().max(200)]),
})

export interface OwnView {
  zone: string
  address: string
  feedMadeAt: string | null
  isMailOn: boolean
}
