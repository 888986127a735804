import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define'

/** Finds acts whose end has come, and asks for their opposite. */
export const endActsJob = defineJob({ name: 'ends.sweep', payload: z.looseObject({}) })
