'use client'
import type { ReactNode } from 'react'
import { ActPanel } from '@/components/acts/act-panel'
import { useDesk } from '@/components/acts/desk'
import type { DeskCase } from '@/components/acts/use-case-work'
import type { PersonView } from '@/lib/features/people/schema'
import { PersonDock } from './person-dock'
import { doneOf } from './standing'

type View = Pick<PersonView, 'actions' | 'acts' | 'desk' | 'mayOpenCase' | 'person' | 'about' | 'now'>

/** The right side: who it is, with the acts below; while an act is thought about, its panel instead. */
export function PersonSide({ view, children }: { view: View; children: ReactNode }) {
  const { open, close } = useDesk()
  const deskCase = deskOf(view)
  const kind = open !== null && open.kind !== 'stop' && open.kind !== 'categorise' ? open.kind : null
  return (
    <aside className="flex min-h-0 min-w-0 flex-col bg-sheet wide:border-s">
      <div hidden={kind !== null} className="wide:min-h-0 wide:flex-1 wide:overflow-auto">
        {children}
      </div>
      {kind !== null && deskCase ? (
        <ActPanel key={kind} view={deskCase} kind={kind} onClose={close} />
      ) : (
        <PersonDock view={view} />
      )}
    </aside>
  )
}

/** The case in which the act is written down, as its panel knows one. */
function deskOf({ desk, actions, acts, person, about, now }: View): DeskCase | null {
  if (!desk) return null
  const { name, handle, isLocal } = person
  return {
    id: desk.caseId,
    number: desk.number,
    version: desk.version,
    state: desk.state,
    actions,
    acts,
    next: null,
    previous: null,
    now,
    person: { name, handle, isLocal },
    openReports: about.open,
    done: doneOf(person),
    isSpam: about.rows.some((report) => !report.isResolved && report.category === 'spam'),
  }
}
