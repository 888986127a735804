import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define'

/** Looks at one block from outside, at its addresses and through the lists: somebody asked for it. Reads only. */
export const probeJob = defineJob({ name: 'edge.probe', payload: z.object({ blockId: z.uuid() }) })

/** Looks at blocks whose next look is due, at the set pace, for some seconds; then the next sweep goes on. Reads only. */
export const sweepJob = defineJob({ name: 'edge.sweep', payload: z.looseObject({}) })
/** One sweep at a time, over all processes: the pace is the instance's. */
export const SWEEP = { key: 'edge:sweep', line: 'edge:sweep' } as const

/** Begins a sweep where a look is due; with a case, its looks of more than an hour ago are made due first. */
export const wakeEdgeJob = defineJob({ name: 'edge.wake', payload: z.looseObject({ caseId: z.uuid().optional() }) })
