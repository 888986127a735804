import '@/lib/platform/i18n/rooms/clocks'
import Link from 'next/link'
import { ExactTime } from '@/components/case/exact-time'
import { ButtonLink } from '@/components/ui/button'
import { isOverdue, isPast } from '@/components/clocks/words'
import { Chip } from '@/components/ui/chip'
import { cx } from '@/components/ui/cx'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHead } from '@/components/ui/page-head'
import { Cell, Row, Table } from '@/components/ui/table'
import type { DmcaRow, DmcaList as View } from '@/lib/features/dmca/schema'
import { t } from '@/lib/platform/i18n/translate'
import { toneOfCounter, toneOfState } from './words'

const TABS = ['judge', 'act', 'tell', 'waiting', 'held', 'closed'] as const
const HEAD = ['case', 'from', 'state', 'items', 'next', 'owner'] as const

const PLACES = [
  { href: '/dmca/strikes', name: 'strikes.title' },
  { href: '/dmca/exports', name: 'records.title' },
  { href: '/settings/agent', name: 'agent.title' },
] as const

/** The notices, by what they need; of each heading the one whose moment comes first stands first. */
export function DmcaList({ view: { tab, counts, rows, isFirst, more, may, now } }: { view: View }) {
  return (
    <>
      <PageHead title={t('dmca.title')} note={t('dmca.count', { n: counts[tab] })}>
        {PLACES.map(({ href, name }) => (
          <Link key={href} href={href} prefetch={false} className="text-accent underline underline-offset-2">
            {t(name)}
          </Link>
        ))}
        {may.work && (
          <ButtonLink size="small" kind="main" href="/dmca/enter">
            {t('dmca.enter')}
          </ButtonLink>
        )}
      </PageHead>
      <nav aria-label={t('dmca.tabs')} className="flex gap-1 overflow-x-auto px-4 pb-2">
        {TABS.map((one) => (
          <Link
            key={one}
            href={`/dmca?tab=${one}`}
            prefetch={false}
            aria-current={one === tab ? 'page' : undefined}
            className={cx(
              'inline-flex min-h-8 items-center gap-1.5 rounded border px-2.5 whitespace-nowrap phone:min-h-11',
              one === tab
                ? 'border-transparent bg-accent-ground font-semibold text-accent'
                : 'border-line text-ink-2 hover:bg-sunk',
            )}
          >
            {t(`dmca.tab.${one}`)} <span className="text-small tabular-nums">{counts[one]}</span>
          </Link>
        ))}
      </nav>
      <div className="px-4 pb-6">
        {rows.length === 0 ? (
          <EmptyState title={t('dmca.emptyTitle')}>{t(`dmca.empty.${tab}`)}</EmptyState>
        ) : (
          <Table caption={t('dmca.list')} head={HEAD.map((column) => t(`dmca.col.${column}`))}>
            {rows.map((row) => (
              <Line key={row.caseId} row={row} now={now} />
            ))}
          </Table>
        )}
        <Pages tab={tab} isFirst={isFirst} more={more} />
      </div>
    </>
  )
}

function Pages({ tab, isFirst, more }: Pick<View, 'tab' | 'isFirst' | 'more'>) {
  if (isFirst && !more) return null
  return (
    <nav aria-label={t('dmca.pages')} className="mt-3 flex flex-wrap gap-2">
      {!isFirst && (
        <ButtonLink size="small" href={`/dmca?tab=${tab}`}>
          {t('dmca.firstPage')}
        </ButtonLink>
      )}
      {more && (
        <ButtonLink size="small" href={`/dmca?tab=${tab}&after=${encodeURIComponent(more)}`}>
          {t('dmca.morePage')}
        </ButtonLink>
      )}
    </nav>
  )
}

function Line({ row, now }: { row: DmcaRow; now: string }) {
  const { caseId, number, sender, principal, handles, state, counter, items, settled, lost, next, owner, isConfirmed } =
    row
  return (
    <Row>
      <Cell className="whitespace-nowrap">
        <Link
          href={`/dmca/${caseId}`}
          prefetch={false}
          className="inline-block min-h-6 font-semibold text-accent underline underline-offset-2 phone:-my-2.5 phone:py-2.5"
        >
          {t('dmca.caseTitle', { number })}
        </Link>
      </Cell>
      <Cell className="wrap-anywhere phone:order-2 phone:basis-full">
        <bdi>{t('dmca.from', { who: sender, principal: principal || 'none' })}</bdi>
        <p className="text-small text-ink-2">
          {handles.length > 0 ? (
            <bdi dir="ltr">{t('dmca.against', { handles: handles.slice(0, 3).join(', ') })}</bdi>
          ) : (
            t('dmca.unfound')
          )}
        </p>
      </Cell>
      <Cell className="phone:order-1">
        <span className="flex flex-wrap gap-1">
          {counter ? (
            <Chip tone={toneOfCounter(counter)}>{t(`dmca.counter.${counter}`)}</Chip>
          ) : (
            <Chip tone={toneOfState(state)}>{t(`dmca.state.${state}`)}</Chip>
          )}
          {!isConfirmed && <Chip tone="warn">{t('dmca.unconfirmed')}</Chip>}
        </span>
      </Cell>
      <Cell className="tabular-nums phone:order-3">{t('dmca.itemsDone', { settled, n: items, lost })}</Cell>
      <Cell className="phone:order-4">
        {next ? (
          <>
            <span className="text-small text-ink-2">{t(`direction.${next.direction}`)} </span>
            <ExactTime at={next.at} {...(next.day ? { zone: next.zone } : {})} />
            {isOverdue(next, now) && <Chip tone="danger">{t('due.overdue')}</Chip>}
            {isPast(next, now) && <Chip tone="warn">{t('due.past')}</Chip>}
          </>
        ) : (
          <span className="text-ink-2">{t('dmca.noNext')}</span>
        )}
      </Cell>
      <Cell className="phone:order-5">
        {owner ? <bdi dir="ltr">@{owner}</bdi> : <span className="text-ink-2">{t('dmca.nobody')}</span>}
      </Cell>
    </Row>
  )
}
