import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define'

/** Looks whom to remind of what. */
export const wakeRemindersJob = defineJob({ name: 'reminders.wake', payload: z.object({}) })
/** Sends one reminder, once. */
export const sendReminderJob = defineJob({ name: 'reminders.send', payload: z.object({ reminderId: z.uuid() }) })
