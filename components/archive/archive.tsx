import { BackLink } from '@/components/settings/back-link'
import { Refresher } from '@/components/shell/refresher'
import { ButtonLink } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { EmptyState } from '@/components/ui/empty-state'
import { OutsideLink } from '@/components/ui/outside-link'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { day } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'

type Row = QueryOutput<'archive.list'>['rows'][number]

/** The instances that this console belonged to before. */
export function Archive({ view: { rows } }: { view: QueryOutput<'archive.list'> }) {
  return (
    <>
      <Refresher isBusy={rows.some((row) => row.tokens.waiting > 0)} />
      <PageHead title={t('archive.title')} start={<BackLink />} />
      {rows.length === 0 ? (
        <EmptyState title={t('archive.empty')}>{t('archive.emptyText')}</EmptyState>
      ) : (
        <div className="grid max-w-[60rem] gap-4 px-4 pb-6">
          {rows.map((row) => (
            <Former key={row.id} row={row} />
          ))}
        </div>
      )}
    </>
  )
}

function Former({ row }: { row: Row }) {
  const { id, domain, title, isDemo, connectedAt, archivedAt, cases, tokens } = row
  return (
    <Panel
      title={
        <span className="text-row text-ink">
          <bdi>{title || domain}</bdi>
        </span>
      }
      end={isDemo ? <Chip>{t('shell.demoShort')}</Chip> : <Chip>{t('archive.readOnly')}</Chip>}
    >
      <p>
        {t('archive.span', { domain, from: day(connectedAt), to: day(archivedAt) })} {t('archive.cases', { n: cases })}
      </p>
      <p className={`mt-1 ${tokens.unknown > 0 ? 'text-warn' : 'text-ink-2'}`}>{t('archive.tokens', tokens)}</p>
      {tokens.unknown > 0 && <OutsideLink href={row.applicationsUrl}>{t('leaving.applications')}</OutsideLink>}
      <p className="mt-3 flex flex-wrap gap-2">
        <ButtonLink href={`/settings/archive/${id}`}>{t('archive.open')}</ButtonLink>
        <ButtonLink href={`/settings/archive/${id}?state=closed`}>{t('archive.closed')}</ButtonLink>
      </p>
    </Panel>
  )
}
