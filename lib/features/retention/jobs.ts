import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define'

/** Drops what has been kept long enough and needs no certificate. */
export const dropStaleJob = defineJob({ name: 'retention.drop', payload: z.looseObject({}) })

/** Goes on with every run that is under way, or waits for a hold that is over. */
export const runRetentionJob = defineJob({ name: 'retention.run', payload: z.looseObject({}) })

/** Begins the run of the night. */
export const nightlyJob = defineJob({ name: 'retention.nightly', payload: z.looseObject({}) })
