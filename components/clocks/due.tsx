import '@/lib/platform/i18n/rooms/clocks'
import '@/lib/platform/i18n/rooms/byhand'
import Link from 'next/link'
import { ButtonLink } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Cell, Row, Table } from '@/components/ui/table'
import type { DueRow, DueView } from '@/lib/features/deadlines/schema'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import { ClockChip } from './clock-chip'
import { clockName } from './words'

/** Everything due in the cases that somebody may see, the earliest first. */
export function Due({ view, isMine }: { view: DueView; isMine: boolean }) {
  const { rows, overdue, soon, past, isMailOn, isCut, now } = view
  return (
    <>
      <PageHead title={t('due.title')} note={t('due.count', { overdue, soon, past })}>
        <ButtonLink size="small" kind="quiet" href={isMine ? '/due' : '/due?mine=1'}>
          {t(isMine ? 'due.all' : 'due.mine')}
        </ButtonLink>
        <ButtonLink size="small" href="/cases/new">
          {t('hand.open')}
        </ButtonLink>
      </PageHead>
      <div className="flex flex-col gap-4 px-4 pb-6">
        {!isMailOn && <Notice tone="warn">{t('due.noMail')}</Notice>}
        {rows.length === 0 ? (
          <EmptyState title={t('due.emptyTitle')}>{t('due.emptyText')}</EmptyState>
        ) : (
          <Table caption={t('due.list')} head={HEAD.map((column) => t(`due.col.${column}`))}>
            {rows.map((row) => (
              <DueLine key={`${row.clockId} ${row.mark}`} row={row} now={now} />
            ))}
          </Table>
        )}
        {isCut && <p className="text-ink-2">{t('due.cut', { n: rows.length })}</p>}
      </div>
    </>
  )
}

const HEAD = ['when', 'case', 'what', 'owner'] as const

function DueLine({ row, now }: { row: DueRow; now: string }) {
  const { caseId, number, kind, title, clock, zone, citation, owner, isPaused, isWindowClosed } = row
  return (
    <Row>
      <Cell className="phone:order-2 phone:basis-full">
        <ClockChip mark={{ ...row, name: row.mark }} zone={zone} citation={citation} now={now} />
      </Cell>
      <Cell>
        <Link
          href={kind === 'report' ? `/reports/${caseId}` : `/cases/${caseId}`}
          prefetch={false}
          className="inline-block min-h-6 font-semibold whitespace-nowrap text-accent underline underline-offset-2 phone:-my-2.5 phone:py-2.5"
        >
          {t('hand.caseTitle', { number })}
        </Link>{' '}
        <span className="text-small text-ink-2">{t(messageFor('hand.kind', kind, 'hand.kind.other'))}</span>
        {title && (
          <p dir="auto" className="wrap-anywhere text-ink-2">
            {title}
          </p>
        )}
      </Cell>
      <Cell className="phone:order-3 phone:basis-full">
        {clockName(clock)} <span className="text-small text-ink-2">{citation}</span>{' '}
        {isPaused && <Chip tone="warn">{t('due.paused')}</Chip>}{' '}
        {isWindowClosed && <Chip tone="danger">{t('due.windowClosed')}</Chip>}
      </Cell>
      <Cell className="phone:order-4">
        {owner ? <bdi dir="ltr">@{owner}</bdi> : <span className="text-ink-2">{t('due.nobody')}</span>}
      </Cell>
    </Row>
  )
}
