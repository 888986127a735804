import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define'

/** Makes the call of an act, once. */
export const performActJob = defineJob({ name: 'acts.perform', payload: z.object({ actId: z.uuid() }) })
/** Looks at Mastodon for what became of an act whose call was made. Never calls again. */
export const readBackJob = defineJob({ name: 'acts.readBack', payload: z.object({ actId: z.uuid(), look: z.int() }) })
/** Finds acts whose process died. */
export const sweepActsJob = defineJob({ name: 'acts.sweep', payload: z.looseObject({}) })
