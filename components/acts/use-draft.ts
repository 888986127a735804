'use client'
import { useState } from 'react'
import type { AccountAct } from '@/lib/features/acts/schema'
import type { ActDraft } from './act-draft'

interface KeptDraft {
  draft: ActDraft
  /** It comes from an earlier visit to this panel. */
  wasKept: boolean
  change: (part: Partial<ActDraft>) => void
  forget: () => void
}

/**
 * What is typed into a panel, kept in this tab per case and act until it was sent: a refusal, a reload, another page in
 * between lose nothing. Closing the tab forgets it.
 */
export function useDraft({ caseId, kind }: { caseId: string; kind: AccountAct }, fresh: ActDraft): KeptDraft {
  const place = `docket.draft.${caseId}.${kind}`
  const [kept] = useState(() => read(place))
  const [draft, setDraft] = useState<ActDraft>(() => ({ ...fresh, ...kept }))
  const change = (part: Partial<ActDraft>) => {
    const next = { ...draft, ...part }
    sessionStorage.setItem(place, JSON.stringify(next))
    setDraft(next)
  }
  return { draft, wasKept: kept !== null, change, forget: () => sessionStorage.removeItem(place) }
}

function read(place: string): Partial<ActDraft> | null {
  const text = sessionStorage.getItem(place)
  const value: unknown = text ? JSON.parse(text) : null
  // Written by `change` above in this same tab.
  return typeof value === 'object' ? (value as Partial<ActDraft> | null) : null
}
