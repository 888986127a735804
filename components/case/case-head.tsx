import { Avatar } from '@/components/ui/avatar'
import { ButtonLink } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { PageHead } from '@/components/ui/page-head'
import type { CaseView } from '@/lib/features/reports/schema'
import { t } from '@/lib/platform/i18n/translate'
import { Looking } from './looking'

/** Who the case is about, its number, whose it is, and the way along the queue. */
export function CaseHead({
  view,
}: {
  view: Pick<CaseView, 'id' | 'number' | 'state' | 'person' | 'owner' | 'hasRoom' | 'reports' | 'next' | 'previous'>
}) {
  const { person, number, reports, next, previous } = view
  const open = reports.filter((report) => !report.isResolved).length
  return (
    <PageHead
      start={<Avatar initials={person.initials} />}
      title={<bdi>{person.name}</bdi>}
      note={
        <>
          <bdi dir="ltr">{person.handle}</bdi> · {t('case.head', { number })} · {t('case.openReports', { n: open })}
        </>
      }
    >
      <Looking caseId={view.id} />
      <Owner view={view} />
      {view.hasRoom && (
        <ButtonLink size="small" kind="quiet" href={`/room/${view.id}`}>
          {t('room.toRoom')}
        </ButtonLink>
      )}
      <nav aria-label={t('case.nav')} className="flex gap-1.5 phone:hidden">
        {previous && (
          <ButtonLink size="small" kind="quiet" href={`/reports/${previous}`} keys="p" title={t('case.previousLong')}>
            {t('case.previous')}
          </ButtonLink>
        )}
        {next && (
          <ButtonLink size="small" kind="quiet" href={`/reports/${next}`} keys="n" title={t('case.nextLong')}>
            {t('case.next')}
          </ButtonLink>
        )}
      </nav>
    </PageHead>
  )
}

function Owner({ view: { state, owner } }: { view: Pick<CaseView, 'state' | 'owner'> }) {
  return (
    <>
      {state === 'closed' && <Chip>{t('case.closed')}</Chip>}
      {owner?.isYou && <Chip tone="ok">{t('case.yours')}</Chip>}
      {owner && !owner.isYou && <Chip tone="warn">{t('case.owned', { name: owner.name })}</Chip>}
      {!owner && state === 'open' && <Chip>{t('case.noOwner')}</Chip>}
    </>
  )
}
