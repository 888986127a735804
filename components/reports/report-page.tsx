import type { ReactNode } from 'react'
import { DeskProvider } from '@/components/acts/desk'
import type { DeskCase } from '@/components/acts/use-case-work'
import { ActList } from '@/components/acts/act-list'
import { Exports } from '@/components/bundle/exports'
import { CaseHead } from '@/components/case/case-head'
import { Timeline } from '@/components/case/timeline'
import { Team } from '@/components/case/team'
import { Refresher } from '@/components/shell/refresher'
import { Notice } from '@/components/ui/notice'
import type { ActKind } from '@/lib/features/acts/schema'
import type { CaseView } from '@/lib/features/reports/schema'
import { exact } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'
import { Before } from './before'
import { Person } from './person'
import { Posts } from './posts'
import { ReportKeys } from './report-keys'
import { Said } from './said'
import { Side } from './side'

type View = Omit<CaseView, 'evidence' | 'look' | 'held'>
interface Props {
  view: View
  note?: ReactNode
  evidence?: ReactNode
}

/** One person and everything needed to decide: what was said and done on one side, who it is and the acts on the other. */
export function ReportPage({ view, note, evidence }: Props) {
  const desk = deskOf(view)
  const isLooking = view.removals.some(({ state }) => state === 'checking')
  const isWaiting = isLooking || view.acts.some(({ state, waits }) => !waits && (state === 'asked' || state === 'sent'))
  return (
    // A new case is a new desk: no panel stays open from the person before.
    <DeskProvider key={view.id}>
      <Refresher isBusy={isWaiting} about={view.id} />
      <div data-behind>
        <CaseHead view={view} />
        {note}
      </div>
      <div className="narrow:pb-40 wide:grid wide:min-h-0 wide:flex-1 wide:grid-cols-[minmax(0,1fr)_23.25rem] wide:has-data-panel:grid-cols-[minmax(0,1fr)_29rem]">
        <div data-behind tabIndex={-1} className="min-w-0 px-4 pb-4 outline-none wide:overflow-auto">
          {view.erasedAt && (
            <Notice className="mt-3" title={t('case.erased')}>
              {t('case.erasedText', { at: exact(view.erasedAt) })}
            </Notice>
          )}
          <Said view={view} />
          <Posts view={view} />
          {evidence}
          <Timeline lines={view.timeline} now={view.now} />
          <ReportKeys />
        </div>
        <Side view={desk}>
          <ActList view={desk} />
          <Person view={view} />
          <Before view={view} />
          <Team caseId={view.id} notes={view.notes} now={view.now} />
          {view.mayExport && <Exports caseId={view.id} number={view.number} />}
        </Side>
      </div>
    </DeskProvider>
  )
}

function doneOf({ state, owner, person }: View): ActKind[] {
  const done: [ActKind, boolean][] = [
    ['assign', owner?.isYou === true],
    ['resolve', state === 'closed'],
    ['limit', person.marks.includes('limited')],
    ['suspend', person.marks.includes('suspended')],
  ]
  return done.flatMap(([kind, is]) => (is ? [kind] : []))
}

function deskOf(view: View): DeskCase {
  const { id, number, version, state, actions, acts, down, owner, next, previous, now } = view
  const { name, handle, isLocal } = view.person
  const open = view.reports.filter((report) => !report.isResolved)
  // As the server decides whether mail is off by default.
  const isSpam = open.some(({ category }) => category === 'spam')
  return {
    id,
    number,
    version,
    state,
    actions,
    acts,
    down,
    owner,
    next,
    previous,
    now,
    person: { name, handle, isLocal },
    openReports: open.length,
    done: doneOf(view),
    isSpam,
  }
}
