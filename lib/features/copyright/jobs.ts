import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define'

/** Finds out to which posts the addresses of a notice lead. Its worker stands in `filings`; whoever opens a notice asks for it. */
export const resolveItemsJob = defineJob({ name: 'filings.resolve', payload: z.object({ caseId: z.uuid() }) })
