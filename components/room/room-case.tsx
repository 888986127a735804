import { Exports } from '@/components/bundle/exports'
import { ExactTime } from '@/components/case/exact-time'
import { Notes, Said } from '@/components/case/written'
import { ClockPanel } from '@/components/clocks/clock-panel'
import { EvidenceRow } from '@/components/evidence/evidence-row'
import { Section } from '@/components/reports/section'
import { kindName } from '@/components/search/words'
import { BackLink } from '@/components/settings/back-link'
import { Refresher } from '@/components/shell/refresher'
import { Chip } from '@/components/ui/chip'
import { PageHead } from '@/components/ui/page-head'
import { Fact, Facts, Panel } from '@/components/ui/panel'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'
import { CaseLog } from './case-log'
import { ByHand, Papers, TheNotice } from './by-paper'
import { Counsel } from './counsel'
import { Posts } from './posts'
import { Sharing } from './sharing'

type View = QueryOutput<'room.case'>

/** A case to read: what was reported, the posts, what was done and noted, its log; and beside it what counsel says of it. */
export function RoomCase({ view, comments }: { view: View; comments: QueryOutput<'counsel.list'> | null }) {
  const { person, title, kind, number, state } = view
  return (
    <>
      <Refresher />
      <PageHead
        title={<bdi>{title ?? person?.name}</bdi>}
        start={<BackLink href="/room" label={t('room.toRoom')} />}
        note={
          <span className="flex flex-wrap items-center gap-x-2">
            {person && <bdi dir="ltr">{person.handle}</bdi>} {t('room.case', { number })}
            {kind !== 'report' && <Chip>{kindName(kind)}</Chip>}
            <Chip>{t(state === 'open' ? 'room.open' : 'room.closed')}</Chip>
          </span>
        }
      />
      <p className="px-4 text-ink-2">{t('room.readOnly')}</p>
      <div className="grid max-w-[76rem] grid-cols-[minmax(0,1fr)] gap-x-8 px-4 pb-6 wide:grid-cols-2">
        <div className="min-w-0">
          {view.hand && <ByHand hand={view.hand} />}
          {view.notice && <TheNotice notice={view.notice} />}
          <Written view={view} />
          {(view.hand || view.notice || view.papers.length > 0) && (
            <Papers papers={view.papers} maySave={view.maySavePapers} />
          )}
          {view.evidence.length > 0 && (
            <Section title={t('evidence.title')}>
              <p className="mb-1 text-small text-ink-2">{t('room.evidence')}</p>
              <ul className="border-t">
                {view.evidence.map((row) => (
                  <EvidenceRow key={row.id} row={row} caseId={view.id} mayJudge={false} mayOpen={false} />
                ))}
              </ul>
            </Section>
          )}
          <Done acts={view.acts} />
          <Notes notes={view.notes} />
        </div>
        <div className="flex min-w-0 flex-col gap-4 pt-3.5">
          {comments && <Counsel caseId={view.id} comments={comments} mayWrite={view.counsel.mayWrite} />}
          {view.sharing && <Sharing caseId={view.id} people={view.sharing} />}
          {view.mayExport && (
            <div className="rounded border bg-sheet">
              <Exports caseId={view.id} number={number} />
            </div>
          )}
          {view.clocks.length > 0 && (
            <ClockPanel
              caseId={view.id}
              version={0}
              clocks={view.clocks}
              calendars={[]}
              mayWork={false}
              startAt={view.openedAt}
              now={view.now}
            />
          )}
          <TheCase view={view} />
          <CaseLog lines={view.log} />
        </div>
      </div>
    </>
  )
}

/** Reports and posts: of a case by hand there may be none, and nothing is said of that. */
function Written({ view }: { view: View }) {
  const { kind, reports, posts } = view
  const isReport = kind === 'report'
  return (
    <>
      {(isReport || reports.length > 0) && <Said reports={reports} />}
      <Posts view={view} />
      {isReport && posts.length === 0 && <p className="pt-3.5 text-ink-2">{t('room.noPosts')}</p>}
    </>
  )
}

function TheCase({ view: { openedAt, closedAt, person } }: { view: View }) {
  return (
    <Panel title={t('room.facts')}>
      <Facts>
        <Fact term={t('room.opened')}>
          <ExactTime at={openedAt} />
        </Fact>
        {closedAt && (
          <Fact term={t('room.closedAt')}>
            <ExactTime at={closedAt} />
          </Fact>
        )}
        {person?.joinedAt && (
          <Fact term={t('room.joined')}>
            <ExactTime at={person.joinedAt} />
          </Fact>
        )}
        {person?.seenAt && (
          <Fact term={t('room.seen')}>
            <ExactTime at={person.seenAt} />
          </Fact>
        )}
      </Facts>
    </Panel>
  )
}

function Done({ acts }: Pick<View, 'acts'>) {
  return (
    <Section title={t('room.acts')}>
      {acts.length === 0 && <p className="text-ink-2">{t('room.noActs')}</p>}
      <ul>
        {acts.map((act) => (
          <li key={`${act.at} ${act.kind}`} className="py-1">
            <p className="flex flex-wrap items-baseline gap-x-2">
              <bdi className="font-medium">{act.by}</bdi>
              {t(messageFor('did', act.kind, 'did.unknown'), { n: 1, command: act.kind })}
              <Chip>{t(messageFor('state', act.state, 'state.asked'))}</Chip>
              <span className="text-small text-ink-2">
                <ExactTime at={act.at} />
              </span>
            </p>
            {act.message && (
              <p dir="auto" className="text-ink-2 wrap-anywhere whitespace-pre-line">
                {t('room.message', { text: act.message })}
              </p>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
