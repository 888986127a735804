import { z } from 'zod'

/** 2.7 of the legal workflows: what a lawyer, a court or the archive asks for. */
export const RECORDS = ['noticeLog', 'infringers', 'agentHistory', 'knowledge', 'lumen'] as const
export type RecordName = (typeof RECORDS)[number]

export const recordInput = z.object({
  /** Why it is wanted: stands in the log. */
  purpose: z.string().trim().min(1).max(300),
})
export const knowledgeInput = recordInput.extend({
  /** One address; empty: all of them. */
  url: z.string().trim().max(2000).default(''),
})
export const lumenInput = recordInput.extend({
  /** One case; empty: all of them. */
  caseId: z.union([z.uuid(), z.literal('')]).default(''),
  /** Also what was rejected or taken back, with what became of it. */
  withRejected: z.boolean().default(false),
})
