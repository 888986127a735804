import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define'

/** Asks Mastodon to revoke a token that was given back, once; `round` counts the times when it could not be reached at all. */
export const revokeTokenJob = defineJob({
  name: 'tokens.revoke',
  payload: z.object({ personId: z.uuid(), purpose: z.enum(['acting', 'reading']), round: z.int() }),
})

/** Every token of an archived instance is given back: its secrets are wiped, and a demo is told to stop. */
export const closeArchiveJob = defineJob({
  name: 'archive.close',
  payload: z.object({ instanceId: z.uuid() }),
})
