import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define'

/** Reads again what the hints of an instance name. */
export const answerHintsJob = defineJob({ name: 'hints.answer', payload: z.object({ instanceId: z.string() }) })
/** Finds hints that nobody is about to answer: after a start, after a crash. */
export const wakeHintsJob = defineJob({ name: 'hints.wake', payload: z.looseObject({}) })

export const hintsKey = (instanceId: string): string => `hints:${instanceId}`
