import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define'

/** Asks a sender by mail whether the address is theirs, once. */
export const askConfirmationJob = defineJob({
  name: 'filings.askConfirmation',
  payload: z.object({ caseId: z.uuid() }),
})
