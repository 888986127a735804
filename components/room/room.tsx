import Link from 'next/link'
import { ExactTime } from '@/components/case/exact-time'
import { kindName } from '@/components/search/words'
import { Refresher } from '@/components/shell/refresher'
import { Chip } from '@/components/ui/chip'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHead } from '@/components/ui/page-head'
import { Cell, Row, Table } from '@/components/ui/table'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'

type View = QueryOutput<'room.list'>

/** The cases that were shared, and nothing else. */
export function Room({ view }: { view: View }) {
  const { rows, mayShare } = view
  const head = ['case', 'person', 'opened', mayShare ? 'with' : 'shared'] as const
  return (
    <>
      <Refresher />
      <PageHead title={t('room.title')} />
      <p className="max-w-[68ch] px-4 pb-3 text-ink-2">{t('room.lead')}</p>
      {rows.length === 0 ? (
        <EmptyState title={t('room.emptyTitle')}>{t(mayShare ? 'room.emptyTeam' : 'room.empty')}</EmptyState>
      ) : (
        <div className="px-4 pb-6">
          <Table caption={t('room.list')} head={head.map((column) => t(`room.col.${column}`))}>
            {rows.map((row) => (
              <One key={row.caseId} row={row} />
            ))}
          </Table>
        </div>
      )}
    </>
  )
}

function One({ row }: { row: View['rows'][number] }) {
  const { caseId, number, kind, state, title, person, openedAt, sharedAt, sharedWith } = row
  return (
    <Row>
      <Cell className="phone:basis-full">
        <Link
          href={`/room/${caseId}`}
          prefetch={false}
          className="inline-flex min-h-6 items-center font-medium text-accent underline underline-offset-2 phone:min-h-11"
        >
          {t('room.case', { number })}
        </Link>{' '}
        <Chip>{t(state === 'open' ? 'room.open' : 'room.closed')}</Chip>{' '}
        {kind !== 'report' && <Chip>{kindName(kind)}</Chip>}
      </Cell>
      <Cell className="wrap-anywhere">
        {title && <bdi className={person ? 'block' : 'font-semibold'}>{title}</bdi>}
        {person && (
          <>
            <bdi className="font-semibold">{person.name}</bdi>{' '}
            <bdi dir="ltr" className="text-small text-ink-2">
              {person.handle}
            </bdi>
          </>
        )}
      </Cell>
      <Cell>
        <ExactTime at={openedAt} />
      </Cell>
      <Cell className="wrap-anywhere">
        {sharedWith ? <bdi>{sharedWith.join(', ')}</bdi> : sharedAt && <ExactTime at={sharedAt} />}
      </Cell>
    </Row>
  )
}
