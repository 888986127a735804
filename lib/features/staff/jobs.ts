import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define'

/** Reads the Mastodon roles of everybody who is signed in, a few at a time. */
export const readRolesJob = defineJob({ name: 'staff.readRoles', payload: z.looseObject({}) })
/** Takes away what has run out: sessions, request answers, attempts. */
export const tidyJob = defineJob({ name: 'staff.tidy', payload: z.looseObject({}) })
