import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define'

/** Goes on with what was written down to be destroyed and is not yet. */
export const finishDestructionJob = defineJob({ name: 'destruction.finish', payload: z.looseObject({}) })
