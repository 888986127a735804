import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define'

/** Looks which put-backs are due, and what was seen of takedowns and put-backs that are under way. */
export const sweepCopyrightJob = defineJob({ name: 'copyright.sweep', payload: z.object({}) })
/** Tells one lawyer of the team that a court paper came after the put-back. */
export const tellCounselJob = defineJob({
  name: 'copyright.tellCounsel',
  payload: z.object({ caseId: z.uuid(), personId: z.uuid(), isMissed: z.boolean().default(false) }),
})
