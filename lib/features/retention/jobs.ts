import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define'

/** Drops what has been kept long enough. */
export const dropStaleJob = defineJob({ name: 'retention.drop', payload: z.looseObject({}) })
