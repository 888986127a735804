'use client'
import { useEffect, useState } from 'react'
import { ask, Refusal } from '@/lib/client'
import type { ActState, WaitView } from '@/lib/features/acts/schema'
import type { Done } from './done'

const LOOK_MS = 2_000
const LOOKS = 60
const LOOK_WHILE_WAITING_MS = 15_000

export interface Progress {
  groupId: string
  state: ActState
  failure: string | null
  /** It waits for Mastodon, maybe for hours. */
  waits: WaitView | null
}

/** What became of the last thing done, also after one has gone on to the next person. Looks until it is settled. */
export function useProgress(done: Done | null): Progress | null {
  const [progress, setProgress] = useState<Progress | null>(null)
  const caseId = done && !done.isUndone ? done.caseId : null
  const groupId = done && !done.isUndone ? done.groupId : null
  useEffect(() => {
    if (!caseId || !groupId) return
    let looks = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = async () => {
      looks += 1
      const found = await ask('acts.progress', { caseId, groupId }).catch((error: unknown) => {
        // A case that was stopped or a session that ended: the page itself says so.
        if (error instanceof Refusal) return null
        throw error
      })
      if (!found) return
      setProgress({ groupId, ...found })
      if (found.waits) looks = 0
      if ((found.state === 'asked' || found.state === 'sent') && looks < LOOKS)
        schedule(found.waits ? LOOK_WHILE_WAITING_MS : LOOK_MS)
    }
    const schedule = (inMs: number) => {
      timer = setTimeout(() => void look(), inMs)
    }
    schedule(LOOK_MS)
    return () => clearTimeout(timer)
  }, [caseId, groupId])
  return progress?.groupId === groupId ? progress : null
}
