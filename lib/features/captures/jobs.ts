import { z } from 'zod'
import { OPENED_LINE } from '@/lib/features/instances/jobs'
import { defineJob, type EnqueueOptions } from '@/lib/platform/jobs/define'

/** Looks at everything that a case rests on, because somebody opened it. */
export const captureJob = defineJob({
  name: 'captures.look',
  payload: z.object({
    caseId: z.uuid(),
    personId: z.uuid().nullable(),
    /** Looks before it that came no step ahead. */
    tries: z.number().int().optional(),
    /** Where it goes on with another one: posts that were looked at since are done. */
    since: z.iso.datetime().optional(),
  }),
})
/** Behind everything else, and one at a time: cases are opened faster than anybody may ask Mastodon about them. */
export const captureOptions = (caseId: string): EnqueueOptions => ({
  key: `capture:${caseId}`,
  maxAttempts: 3,
  line: OPENED_LINE,
  rank: 10,
})
