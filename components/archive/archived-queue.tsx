import Link from 'next/link'
import { BackLink } from '@/components/settings/back-link'
import { Button, ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { TextField } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { Cell, Row, Table } from '@/components/ui/table'
import { day } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'
import { ReadOnlyMark } from './read-only-mark'

type View = QueryOutput<'archive.cases'>

/** The queue of an archived instance as it stood: to be read, not worked. */
export function ArchivedQueue({ view: { instance, queue } }: { view: View }) {
  const { filter, rows, next, people, reports } = queue
  const isClosed = filter.state === 'closed'
  const base = `/settings/archive/${instance.id}`
  return (
    <>
      <PageHead
        title={<bdi>{instance.title || instance.domain}</bdi>}
        start={<BackLink href="/settings/archive" label={t('archive.title')} />}
        note={t(isClosed ? 'queue.countClosed' : 'queue.count', { people, reports })}
      >
        <ButtonLink size="small" href={isClosed ? base : `${base}?state=closed`}>
          {t(isClosed ? 'archive.open' : 'archive.closed')}
        </ButtonLink>
      </PageHead>
      <ReadOnlyMark {...instance} />
      <form className="flex flex-wrap items-end gap-2 px-4 pb-3">
        {isClosed && <input type="hidden" name="state" value="closed" />}
        <TextField label={t('archive.find')} name="text" type="search" defaultValue={filter.text} maxLength={200} />
        <Button type="submit">{t('archive.findGo')}</Button>
      </form>
      {rows.length === 0 ? (
        <EmptyState title={t('archive.noCases')} />
      ) : (
        <div className="px-4 pb-6">
          <Table caption={t('archive.list')} head={HEAD.map((column) => t(`archive.col.${column}`))}>
            {rows.map((row) => (
              <Row key={row.caseId}>
                <Cell className="wrap-anywhere phone:basis-full">
                  <Link
                    href={`${base}/${row.caseId}`}
                    prefetch={false}
                    className="inline-block min-h-6 font-semibold underline-offset-2 hover:underline phone:min-h-11"
                  >
                    <bdi>{row.person.name}</bdi>{' '}
                    <bdi dir="ltr" className="font-normal text-ink-2">
                      {row.person.handle}
                    </bdi>
                  </Link>
                </Cell>
                <Cell>
                  <bdi>{row.latestComment}</bdi>
                </Cell>
                <Cell className="whitespace-nowrap tabular-nums">{t('archive.reports', { n: row.reportCount })}</Cell>
                <Cell className="whitespace-nowrap tabular-nums">{day(row.oldestAt)}</Cell>
              </Row>
            ))}
          </Table>
          {next && (
            <p className="pt-3">
              <ButtonLink
                href={`${base}?${new URLSearchParams({ state: filter.state, text: filter.text, after: next })}`}
              >
                {t('queue.more')}
              </ButtonLink>
            </p>
          )}
        </div>
      )}
    </>
  )
}

const HEAD = ['person', 'comment', 'reports', 'oldest'] as const
