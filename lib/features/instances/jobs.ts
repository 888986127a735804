import { z } from 'zod'
import { defineJob, type EnqueueOptions } from '@/lib/platform/jobs/define'

/** One step of reading an instance: one page, then the next step is set. */
export const readInstanceJob = defineJob({ name: 'mirror.read', payload: z.object({ instanceId: z.string() }) })
/** Sets a step where none waits: after a start, after a crash. */
export const wakeMirrorJob = defineJob({ name: 'mirror.wake', payload: z.looseObject({}) })

export const mirrorKey = (instanceId: string): string => `mirror:${instanceId}`

/** Somebody opened a case: the person's account and earlier reports are read, so that the page knows what came before. */
export const readPersonJob = defineJob({
  name: 'mirror.readPerson',
  payload: z.object({ instanceId: z.string(), remoteId: z.string() }),
})

export const readPersonOptions = (remoteId: string): EnqueueOptions => ({
  key: `person:${remoteId}`,
  maxAttempts: 1,
  line: OPENED_LINE,
})
/** What is asked for because cases are opened takes one of a process's workers, however many are opened at once. */
export const OPENED_LINE = 'opened'

/** Connects the instance that the settings name, until that has succeeded once. */
export const connectNamedJob = defineJob({ name: 'instance.connectNamed', payload: z.looseObject({}) })
