import Link from 'next/link'
import { ExactTime } from '@/components/case/exact-time'
import { Chip } from '@/components/ui/chip'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHead } from '@/components/ui/page-head'
import { Cell, Row, Table } from '@/components/ui/table'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'
import { NothingShown } from './nothing-shown'

type Stopped = QueryOutput<'safety.list'>['rows'][number]
type Former = QueryOutput<'archive.stopped'>['rows'][number]

/** Every case that somebody stopped, the latest first. */
export function DeskList({ rows, former }: { rows: Stopped[]; former: Former[] }) {
  const waiting = rows.filter((row) => row.tipNumber === null).length
  return (
    <>
      <PageHead title={t('safety.title')} note={t('safety.count', { n: rows.length })}>
        {waiting > 0 && <Chip tone="warn">{t('safety.waiting', { n: waiting })}</Chip>}
      </PageHead>
      <div className="flex flex-col gap-4 px-4 pb-6">
        <NothingShown />
        {rows.length === 0 ? (
          <EmptyState title={t('safety.emptyTitle')}>{t('safety.emptyText')}</EmptyState>
        ) : (
          <Table caption={t('safety.list')} head={HEAD.map((column) => t(`safety.${column}`))}>
            {rows.map((row) => (
              <StoppedRow key={row.caseId} row={row} href={`/safety/${row.caseId}`} />
            ))}
          </Table>
        )}
        {former.length > 0 && (
          // The table below is the landmark; a second one of the same name would say nothing.
          <div>
            <h2 className="text-said font-semibold">{t('safety.former')}</h2>
            <p className="mb-2 text-ink-2">{t('safety.formerText')}</p>
            <Table caption={t('safety.former')} head={HEAD.map((column) => t(`safety.${column}`))}>
              {former.map((row) => (
                <StoppedRow
                  key={row.caseId}
                  row={row}
                  href={`/safety/former/${row.instanceId}/${row.caseId}`}
                  domain={row.domain}
                />
              ))}
            </Table>
          </div>
        )}
      </div>
    </>
  )
}

const HEAD = ['case', 'person', 'tip', 'stopped', 'by'] as const

function StoppedRow({ row, href, domain }: { row: Stopped; href: string; domain?: string }) {
  return (
    <Row>
      <Cell className="whitespace-nowrap">
        <Link
          href={href}
          prefetch={false}
          className="inline-block min-h-6 font-semibold text-accent underline underline-offset-2 phone:-my-2.5 phone:py-2.5"
        >
          {t('safety.caseTitle', { number: row.number })}
        </Link>
      </Cell>
      <Cell className="wrap-anywhere phone:order-1 phone:basis-full">
        <bdi dir="ltr">{row.handle}</bdi> {domain && <Chip>{domain}</Chip>}
      </Cell>
      <Cell className="phone:ms-auto">
        {row.tipNumber ? (
          <Chip tone="ok">{t('safety.numberKept', { number: row.tipNumber })}</Chip>
        ) : (
          <Chip tone="warn">{t('safety.tipMissing')}</Chip>
        )}
      </Cell>
      <Cell className="whitespace-nowrap tabular-nums phone:order-2">
        <ExactTime at={row.stoppedAt} />
      </Cell>
      <Cell className="phone:order-3">
        <span className="desk:hidden">{t('safety.by')} </span>
        <bdi dir="ltr">{row.stoppedBy}</bdi>
      </Cell>
    </Row>
  )
}
