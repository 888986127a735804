import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define'

/** Looks whom to remind of what. */
export const wakeRemindersJob = defineJob({ name: 'reminders.wake', payload: z.object({}) })
/** Looks whether an alarm of the copyright desk was touched; if not, its deputy is told. */
export const tellDeputyJob = defineJob({
  name: 'reminders.deputy',
  payload: z.object({
    clockId: z.uuid(),
    mark: z.string(),
    markAt: z.iso.datetime(),
    moment: z.string(),
    since: z.iso.datetime(),
  }),
})
/** Sends one reminder, once. */
export const sendReminderJob = defineJob({ name: 'reminders.send', payload: z.object({ reminderId: z.uuid() }) })
