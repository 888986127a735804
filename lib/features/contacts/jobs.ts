import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define'

/** Drops e-mails and IPs whose time is over. */
export const dropContactsJob = defineJob({ name: 'contacts.drop', payload: z.looseObject({}) })
