import { z } from 'zod'
import { caseRef } from '@/lib/features/cases/schema'

const text = z.string().trim().max(2000)

/** One decision for as many addresses as it fits: each keeps a fate of its own. */
export const decideItems = caseRef.extend({
  itemIds: z.array(z.uuid()).min(1).max(500),
  decision: z.discriminatedUnion('step', [
    z.object({ step: z.literal('refuse'), reason: text.min(1) }),
    z.object({ step: z.literal('alreadyGone'), reason: text.default('') }),
    // That fair use was thought of, and what was thought: the console is not the judge.
    z.object({
      step: z.enum(['edgeBlock', 'mastodonPage', 'accountAct', 'author']),
      fairUse: text.default(''),
    }),
  ]),
})
export type ItemDecision = z.output<typeof decideItems>['decision']
