import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define'

/** Looks whether a post is gone. Reads only. */
export const lookJob = defineJob({ name: 'removals.look', payload: z.object({ removalId: z.uuid() }) })
