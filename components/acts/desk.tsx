'use client'
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react'
import type { AccountAct } from '@/lib/features/acts/schema'

/** What is open beside the evidence: an act to think about, or the stop, with what it is because of. */
export type Open =
  | { kind: AccountAct }
  | { kind: 'categorise' }
  | { kind: 'stop'; reportId: string | null; postId: string | null; about: string | null }

interface Desk {
  open: Open | null
  show: (open: Open) => void
  close: () => void
}

const DeskContext = createContext<Desk | null>(null)

/** Keeps the one panel of a report page; the button that opened it gets the focus back. */
export function DeskProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState<Open | null>(null)
  const opener = useRef<HTMLElement | null>(null)
  const show = useCallback((next: Open) => {
    opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null
    setOpen(next)
  }, [])
  const close = useCallback(() => {
    setOpen(null)
    // After the panel has gone, so that the button is there to take it.
    requestAnimationFrame(() => opener.current?.focus())
  }, [])
  const desk = useMemo(() => ({ open, show, close }), [open, show, close])
  return <DeskContext value={desk}>{children}</DeskContext>
}

export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('useDesk outside DeskProvider')
  return desk
}
