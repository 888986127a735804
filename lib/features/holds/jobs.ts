import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define'

/** Looks whom of those on hold Mastodon is about to destroy. */
export const sweepHoldsJob = defineJob({ name: 'holds.sweep', payload: z.looseObject({}) })

/** A hold was released: what waited for it goes on. Run by whoever destroys. */
export const releasedJob = defineJob({ name: 'holds.released', payload: z.looseObject({}) })
