import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define'

/** Lets go what nobody judged in time, and takes from the shelf what was destroyed or never got a row. */
export const tidyVaultJob = defineJob({ name: 'quarantine.tidy', payload: z.looseObject({}) })
