import { z } from 'zod'
import { caseRef } from '@/lib/features/cases/schema'
import { COURT_SORTS } from '@/lib/features/counters/model'
import { paperInput } from '@/lib/features/papers/schema'

const reason = z.string().trim().min(1).max(2000)
/** What came in, without what the command knows itself. */
const paper = paperInput.omit({ way: true, kind: true })

export const courtPaperInput = caseRef.extend({
  /** Null: each that there is, and each that comes. */
  counterId: z.uuid().nullable(),
  sort: z.enum(COURT_SORTS),
  isFromSender: z.boolean(),
  isSameMaterial: z.boolean(),
  docket: z.string().trim().max(200).default(''),
  paper,
})
/** What the second of two finds: it keeps it down, it lets go of a hold, or neither. */
const decision = z.enum(['hold', 'letGo', 'none'])
export const decidePaperInput = caseRef.extend({ courtPaperId: z.uuid(), decision, reason })
