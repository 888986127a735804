import { z } from 'zod'

export const caseRef = z.object({ caseId: z.uuid(), version: z.int() })
export type CaseRef = z.infer<typeof caseRef>
export const noteInput = z.object({ caseId: z.uuid(), text: z.string().trim().min(1).max(5000) })

/** What a command on a case answers: enough to ask again. */
export interface CaseAnswer {
  caseId: string
  version: number
  /** Acts asked for together; with it they are undone. */
  groupId: string | null
}
