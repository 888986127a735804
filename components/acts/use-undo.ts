'use client'
import { type Refusal, useCommand } from '@/lib/client'
import { type Done, leaveDone } from './done'

/** Undoing what was done last in this tab, wherever one has gone since. */
export function useUndo(): {
  undo: (done: Done) => Promise<void>
  isRunning: boolean
  refusal: Refusal | null
  clear: () => void
} {
  const { run, isRunning, refusal, clear } = useCommand('acts.undo')
  const undo = async (done: Done) => {
    const { caseId, version, groupId } = done
    const answer = await run({ caseId, version, groupId })
    if (answer) leaveDone({ ...done, isUndone: true, isCancelled: answer.groupId === null })
  }
  return { undo, isRunning, refusal, clear }
}
