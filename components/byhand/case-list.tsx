import '@/lib/platform/i18n/rooms/clocks'
import '@/lib/platform/i18n/rooms/byhand'
import Link from 'next/link'
import { ExactTime } from '@/components/case/exact-time'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHead } from '@/components/ui/page-head'
import { Cell, Row, Table } from '@/components/ui/table'
import type { HandList, HandRow } from '@/lib/features/byhand/schema'
import { t } from '@/lib/platform/i18n/translate'

/** Cases that were opened by hand, the latest first. */
export function CaseList({ view, state }: { view: HandList; state: 'open' | 'closed' }) {
  const other = state === 'open' ? 'closed' : 'open'
  return (
    <>
      <PageHead title={t('hand.title')} note={t('hand.count', { n: view.rows.length })}>
        <ButtonLink size="small" kind="quiet" href={`/cases?state=${other}`}>
          {t(`hand.state.${other}`)}
        </ButtonLink>
        {view.mayOpen && (
          <ButtonLink size="small" kind="main" href="/cases/new">
            {t('hand.open')}
          </ButtonLink>
        )}
      </PageHead>
      <div className="px-4 pb-6">
        {view.rows.length === 0 ? (
          <EmptyState title={t('hand.emptyTitle')}>{t('hand.emptyText')}</EmptyState>
        ) : (
          <Table caption={t('hand.list')} head={HEAD.map((column) => t(`hand.col.${column}`))}>
            {view.rows.map((row) => (
              <HandLine key={row.caseId} row={row} />
            ))}
          </Table>
        )}
        {view.isCut && <p className="mt-2 text-ink-2">{t('hand.cut', { n: view.rows.length })}</p>}
      </div>
    </>
  )
}

const HEAD = ['case', 'about', 'from', 'next', 'owner'] as const

function HandLine({ row: { caseId, number, kind, title, sender, nextAt, owner, outcome } }: { row: HandRow }) {
  return (
    <Row>
      <Cell className="whitespace-nowrap">
        <Link
          href={`/cases/${caseId}`}
          prefetch={false}
          className="inline-block min-h-6 font-semibold text-accent underline underline-offset-2 phone:-my-2.5 phone:py-2.5"
        >
          {t('hand.caseTitle', { number })}
        </Link>
      </Cell>
      <Cell className="phone:order-1 phone:basis-full">
        <span className="text-small text-ink-2">{t(`hand.kind.${kind}`)}</span>
        <p dir="auto" className="wrap-anywhere">
          {title}
        </p>
      </Cell>
      <Cell className="wrap-anywhere phone:order-2">
        <bdi>{sender}</bdi>
      </Cell>
      <Cell className="phone:order-3">
        {outcome ? (
          t(`hand.outcome.${outcome}`)
        ) : nextAt ? (
          <ExactTime at={nextAt} />
        ) : (
          <span className="text-ink-2">{t('hand.noNext')}</span>
        )}
      </Cell>
      <Cell className="phone:order-4">
        {owner ? <bdi dir="ltr">@{owner}</bdi> : <span className="text-ink-2">{t('due.nobody')}</span>}
      </Cell>
    </Row>
  )
}
