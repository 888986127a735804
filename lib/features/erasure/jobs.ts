import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define'

/** Erases whoever was confirmed and is not on hold. */
export const eraseJob = defineJob({ name: 'erasure.run', payload: z.looseObject({}) })
