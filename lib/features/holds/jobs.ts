import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define'

/** Looks whom of those on hold Mastodon is about to destroy. */
export const sweepHoldsJob = defineJob({ name: 'holds.sweep', payload: z.looseObject({}) })
