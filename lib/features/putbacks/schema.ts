import { z } from 'zod'
import { caseRef } from '@/lib/features/cases/schema'
import { paperInput } from '@/lib/features/papers/schema'

const reason = z.string().trim().min(1).max(2000)
export const ofCounter = caseRef.extend({ counterId: z.uuid() })
export const takeBackInput = ofCounter.extend({ reason })

/** What came in, without what the command knows itself. */
const paper = paperInput.omit({ way: true, kind: true })

export const retractInput = caseRef.extend({ paper })
