import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define'

/** Looks at everything that a case rests on, because somebody opened it. */
export const captureJob = defineJob({
  name: 'captures.look',
  payload: z.object({ caseId: z.uuid(), personId: z.uuid().nullable() }),
})
