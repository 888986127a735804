import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define'

/** Looks through the cases that changed. */
export const refreshSearchJob = defineJob({ name: 'search.refresh', payload: z.looseObject({}) })
