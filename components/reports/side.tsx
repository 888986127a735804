'use client'
import type { ReactNode } from 'react'
import { ActPanel } from '@/components/acts/act-panel'
import { useDesk } from '@/components/acts/desk'
import { Dock } from '@/components/acts/dock'
import type { DeskCase } from '@/components/acts/use-case-work'
import { CategoryPanel } from './category-panel'
import { StopPanel } from '@/components/safety/stop-panel'

/** The right side: who it is and what came before, with the acts below; while an act is thought about, its panel instead. */
export function Side({ view, children }: { view: DeskCase; children: ReactNode }) {
  const { open, close } = useDesk()
  return (
    <aside className="flex min-h-0 min-w-0 flex-col bg-sheet wide:border-s">
      {/* Hidden, not gone: a note half written is still there afterwards. */}
      <div hidden={open !== null} className="wide:min-h-0 wide:flex-1 wide:overflow-auto">
        {children}
      </div>
      {open === null && <Dock view={view} />}
      {open?.kind === 'stop' && <StopPanel caseId={view.id} because={open} onClose={close} />}
      {open?.kind === 'categorise' && <CategoryPanel view={view} onClose={close} />}
      {open !== null && open.kind !== 'stop' && open.kind !== 'categorise' && (
        <ActPanel key={open.kind} view={view} kind={open.kind} onClose={close} />
      )}
    </aside>
  )
}
