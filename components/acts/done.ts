'use client'
import { useMemo } from 'react'
import { keep, useKept } from '@/components/ui/use-kept'
import type { ActKind } from '@/lib/features/acts/schema'

/** The last thing done in this tab: it goes along to the next page, so that `u` undoes it there. */
export interface Done {
  caseId: string
  version: number
  groupId: string
  kind: ActKind
  name: string
  isUndone?: boolean
  /** Taken back before it was sent: there was nothing to undo. */
  isCancelled?: boolean
}

const PLACE = 'docket.done'

export const leaveDone = (done: Done): void => keep(PLACE, JSON.stringify(done))
export const forgetDone = (): void => keep(PLACE, null)

export function useDone(): Done | null {
  const text = useKept(PLACE)
  return useMemo(() => (text ? parse(text) : null), [text])
}

function parse(text: string): Done | null {
  const value: unknown = JSON.parse(text)
  return isDone(value) ? value : null
}

// What an older build of the console left in this tab may have another shape.
function isDone(value: unknown): value is Done {
  return (
    typeof value === 'object' &&
    value !== null &&
    'groupId' in value &&
    'caseId' in value &&
    'kind' in value &&
    'version' in value
  )
}
