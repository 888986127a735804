import { ExactTime } from '@/components/case/exact-time'
import { Timeline } from '@/components/case/timeline'
import { Notes, Posts, Said } from '@/components/case/written'
import { Section } from '@/components/reports/section'
import { BackLink } from '@/components/settings/back-link'
import { Chip } from '@/components/ui/chip'
import { PageHead } from '@/components/ui/page-head'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'
import { ReadOnlyMark } from './read-only-mark'

type Archived = QueryOutput<'archive.case'>
type Case = Archived['view']

/** A case of an archived instance: what was said, what was done, what the team noted. No button. */
export function ArchivedCase({ instance, view }: Archived) {
  const { person, number, state } = view
  return (
    <>
      <PageHead
        title={<bdi>{person.name}</bdi>}
        start={<BackLink href={`/settings/archive/${instance.id}`} label={instance.domain} />}
        note={
          <span className="flex flex-wrap items-center gap-x-2">
            <bdi dir="ltr">{person.handle}</bdi> {t('archive.case', { number })}
            <Chip>{t(state === 'open' ? 'archive.stateOpen' : 'archive.stateClosed')}</Chip>
          </span>
        }
      />
      <ReadOnlyMark {...instance} />
      <div className="grid max-w-[76rem] gap-x-8 px-4 pb-6 wide:grid-cols-2">
        <div className="min-w-0">
          <Said reports={view.reports} />
          <Posts posts={view.posts} />
        </div>
        <div className="min-w-0">
          <Done acts={view.acts} />
          <Notes notes={view.notes} />
          <Timeline lines={view.timeline} now={view.now} />
        </div>
      </div>
    </>
  )
}

function Done({ acts }: Pick<Case, 'acts'>) {
  if (acts.length === 0) return null
  return (
    <Section title={t('state.title')}>
      <ul>
        {acts.map((act) => (
          <li key={act.groupId} className="flex flex-wrap items-baseline gap-x-2 py-0.5">
            <bdi className="font-medium">{act.by}</bdi>
            {t(messageFor('did', act.kind, 'did.unknown'), { n: act.count, command: act.kind })}
            <Chip>{t(`state.${act.state}`)}</Chip>
            <span className="text-small text-ink-2">
              <ExactTime at={act.askedAt} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
