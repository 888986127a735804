import { caseRef } from '@/lib/features/cases/schema'
import { letterInput } from '@/lib/features/letters/schema'

export const sendLetterInput = caseRef.extend({ letter: letterInput })
