import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define'

/** Hands one letter to the mail server, once. */
export const sendLetterJob = defineJob({ name: 'letters.send', payload: z.object({ letterId: z.uuid() }) })
/** Finds letters whose job was lost, and those of which nobody knows any more. */
export const sweepLettersJob = defineJob({ name: 'letters.sweep', payload: z.object({}) })
