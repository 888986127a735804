import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define'

/** Looks whether the instance's about page names the agent. Reads only. */
export const checkAboutJob = defineJob({ name: 'agent.checkAbout', payload: z.object({}) })
