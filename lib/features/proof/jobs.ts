import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define'

/** Signs the head of the log when it is time, and sees to it that the newest one is stamped. */
export const signHeadsJob = defineJob({ name: 'proof.signHeads', payload: z.looseObject({}) })

/** Asks the authority for the stamp of one head. */
export const stampHeadJob = defineJob({ name: 'proof.stampHead', payload: z.object({ headId: z.uuid() }) })

/** Recomputes every row. */
export const checkChainJob = defineJob({ name: 'proof.checkChain', payload: z.looseObject({}) })
