import { z } from 'zod'
import { caseRef } from '@/lib/features/cases/schema'
import { COURT_SORTS } from '@/lib/features/counters/model'
import { paperInput } from '@/lib/features/papers/schema'

const reason = z.string().trim().min(1).max(2000)
export const ofCounter = caseRef.extend({ counterId: z.uuid() })
export const takeBackInput = ofCounter.extend({ reason })

/** What came in, without what the command knows itself. */
const paper = paperInput.omit({ way: true, kind: true })

export const courtPaperInput = caseRef.extend({
  /** Null: there is no counter-notice yet. */
  counterId: z.uuid().nullable(),
  sort: z.enum(COURT_SORTS),
  isFromSender: z.boolean(),
  isSameMaterial: z.boolean(),
  docket: z.string().trim().max(200).default(''),
  paper,
})
export const decidePaperInput = caseRef.extend({ courtPaperId: z.uuid(), isConfirmed: z.boolean(), reason })
export const retractInput = caseRef.extend({ paper })
