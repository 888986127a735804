import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define'

/** Looks at the addresses of one block from outside. Reads only. */
export const probeJob = defineJob({ name: 'edge.probe', payload: z.object({ blockId: z.uuid() }) })

/** Finds the blocks whose next look is due. */
export const wakeEdgeJob = defineJob({ name: 'edge.wake', payload: z.looseObject({}) })
