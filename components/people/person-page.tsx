import type { ReactNode } from 'react'
import { DeskProvider } from '@/components/acts/desk'
import { Marks } from '@/components/reports/person'
import { Refresher } from '@/components/shell/refresher'
import { Avatar } from '@/components/ui/avatar'
import { isolate } from '@/components/ui/isolate'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import type { PersonView } from '@/lib/features/people/schema'
import { day } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'
import { PersonActs } from './acts'
import { Contact } from './contact'
import { PersonFacts } from './facts'
import { PersonKeys } from './person-keys'
import { PersonSide } from './person-side'
import { RecentPosts } from './recent-posts'
import { ReportList } from './report-list'
import { Elsewhere, PersonCases, PersonNotes } from './team'

/** The person behind the reports: what was said about and by them on one side, who it is and the acts on the other. */
export function PersonPage({ view, note, strikes }: { view: PersonView; note?: ReactNode; strikes?: ReactNode }) {
  const { person, about, by, now } = view
  const isWaiting = view.acts.some(({ state, waits }) => !waits && (state === 'asked' || state === 'sent'))
  const id = person.remoteId
  return (
    // Somebody else is a new desk: no panel and nothing shown on demand stays from the person before.
    <DeskProvider key={id}>
      <Refresher isBusy={isWaiting} />
      <div data-behind>
        <Head view={view} />
        {note}
      </div>
      <div className="narrow:pb-40 wide:grid wide:min-h-0 wide:flex-1 wide:grid-cols-[minmax(0,1fr)_23.25rem] wide:has-data-panel:grid-cols-[minmax(0,1fr)_29rem]">
        <div data-behind tabIndex={-1} className="min-w-0 px-4 pb-4 outline-none wide:overflow-auto">
          <Standing person={person} />
          <ReportList side="about" accountId={id} page={about} now={now} />
          <ReportList side="by" accountId={id} page={by} now={now} />
          <RecentPosts accountId={id} now={now} />
          {strikes}
          <PersonKeys />
        </div>
        <PersonSide view={view}>
          <PersonFacts view={view} />
          <PersonActs view={view} />
          <Contact accountId={id} contact={view.contact} now={now} />
          <PersonCases view={view} />
          <PersonNotes view={view} />
          <Elsewhere places={view.elsewhere} />
        </PersonSide>
      </div>
    </DeskProvider>
  )
}

function Head({ view: { person } }: { view: PersonView }) {
  return (
    <PageHead
      start={<Avatar initials={person.initials} />}
      title={<bdi>{person.name}</bdi>}
      note={
        <>
          <bdi dir="ltr">{person.handle}</bdi> · {t(person.isLocal ? 'people.local' : 'people.remote')}
        </>
      }
    >
      {person.marks.length > 0 && <Marks marks={person.marks} />}
    </PageHead>
  )
}

/** What changed about them elsewhere, and whether it is oneself. */
function Standing({ person }: { person: PersonView['person'] }) {
  const { isYou, goneAt, looksEmptied, movedTo, formerHandles } = person
  return (
    <>
      {isYou && (
        <Notice tone="accent" className="mt-1">
          {t('people.you')}
        </Notice>
      )}
      {goneAt && (
        <Notice tone="warn" className="mt-1">
          {t('people.gone', { at: day(goneAt) })}
        </Notice>
      )}
      {looksEmptied && !goneAt && (
        <Notice tone="warn" className="mt-1" title={t('people.emptied')}>
          {t('people.emptiedText')}
        </Notice>
      )}
      {movedTo && <p className="mt-1 text-ink-2">{t('people.moved', { handle: isolate(`@${movedTo}`) })}</p>}
      {formerHandles.length > 0 && (
        <p className="mt-1 text-ink-2">
          {t('people.formerly', { handles: formerHandles.map((handle) => isolate(handle)).join(', ') })}
        </p>
      )}
    </>
  )
}
