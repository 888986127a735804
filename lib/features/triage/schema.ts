import { z } from 'zod'
import { caseRef } from '@/lib/features/cases/schema'
import { HAND_KINDS } from '@/lib/features/byhand/schema'
import { ELEMENTS } from '@/lib/features/copyright/schema'
import { paperInput } from '@/lib/features/papers/schema'

const reason = z.string().trim().min(1).max(2000)

export const judgeInput = caseRef.extend({
  elements: z
    .array(z.object({ element: z.enum(ELEMENTS), standing: z.enum(['there', 'missing', 'cured']) }))
    .min(1)
    .max(ELEMENTS.length),
})

/** What a notice is found to be. */
export const decideInput = caseRef.extend({
  decision: z.discriminatedUnion('step', [
    z.object({ step: z.enum(['defectiveCore', 'defectiveCurable']), reason: reason.or(z.literal('')).default('') }),
    // Cured: when the letter that made it whole came in; the target runs from there.
    z.object({ step: z.literal('valid'), curedAt: z.iso.datetime({ offset: true }).nullable().default(null) }),
    // Child safety is none of these: there the stop is pressed, which keeps nothing.
    z.object({
      step: z.literal('notCopyright'),
      kind: z.enum(HAND_KINDS).exclude(['copyright', 'childSafety']),
      reason,
    }),
    z.object({ step: z.literal('duplicate'), of: z.int().min(1) }),
    z.object({ step: z.literal('reject'), reason }),
    // What was done about what a reviewer saw, where one did (512(c)(1)(A)(iii)).
    z.object({ step: z.literal('close'), reason, knowledgeDone: z.string().trim().max(2000).default('') }),
  ]),
})
export type Decision = z.output<typeof decideInput>['decision']

/** A subpoena as it was served. */
export const subpoenaInput = caseRef.extend({
  title: z.string().trim().min(1).max(200),
  paper: paperInput.omit({ way: true, kind: true }),
  /** By when it asks for an answer, if it names a day. */
  complianceOn: z.iso.date().nullable().default(null),
})
