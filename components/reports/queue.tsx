import type { ReactNode } from 'react'
import { Refresher } from '@/components/shell/refresher'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { OutsideLink } from '@/components/ui/outside-link'
import { PageHead } from '@/components/ui/page-head'
import { Progress } from '@/components/ui/progress'
import type { PendingView, QueueView } from '@/lib/features/reports/schema'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import { addressOf, changed, isNarrowed } from './filter-address'
import { QueueFilters } from './queue-filters'
import { QueueList } from './queue-list'

/** The queue: everybody who has open reports, oldest first. */
export function Queue({ view, children }: { view: QueueView; children?: ReactNode }) {
  const { filter, people, reports } = view
  const isClosed = filter.state === 'closed'
  return (
    <>
      <Refresher isBusy={view.sync.backfill !== null} />
      <PageHead
        title={t(isClosed ? 'queue.titleClosed' : 'queue.title')}
        note={<bdi>{t(isClosed ? 'queue.countClosed' : 'queue.count', { people, reports })}</bdi>}
      />
      {children}
      <QueueFilters view={view} />
      <Reading view={view} />
      {view.rows.length > 0 ? (
        <QueueList view={{ rows: view.rows, now: view.now }}>
          <Pages view={view} />
        </QueueList>
      ) : (
        <>
          <Empty view={view} />
          {view.pending && (
            <div className="px-4 py-3 text-small text-ink-2">
              <Pending pending={view.pending} />
            </div>
          )}
        </>
      )}
    </>
  )
}

function Reading({ view: { sync } }: { view: QueueView }) {
  const { domain, backfill, failure } = sync
  return (
    <div aria-live="polite" className="flex-none">
      {failure && (
        <Notice tone="warn" className="mx-4 mb-2">
          {t('queue.failure', { domain, why: t(messageFor('queue.failure', failure, 'queue.failure.unknown')) })}
        </Notice>
      )}
      {backfill && (
        <div className="px-4 pb-2 text-small text-ink-2">
          <p className="mb-1">{t('queue.reading', { domain, ...backfill })}</p>
          <Progress label={t('queue.readingLabel')} value={backfill.read} max={backfill.about} />
        </div>
      )}
    </div>
  )
}

function Pages({ view: { filter, next, pending } }: { view: QueueView }) {
  return (
    <div className="flex flex-wrap items-center gap-3 px-4 py-3 text-small text-ink-2">
      {filter.after && <ButtonLink href={addressOf(changed(filter, {}))}>{t('queue.start')}</ButtonLink>}
      {next ? (
        <ButtonLink href={addressOf({ ...filter, after: next })}>{t('queue.more')}</ButtonLink>
      ) : (
        <p>{t('queue.end')}</p>
      )}
      {pending && <Pending pending={pending} />}
    </div>
  )
}

/** Sign-ups are decided in Mastodon: the console only says that somebody waits. */
function Pending({ pending: { count, isMore, url } }: { pending: PendingView }) {
  return (
    <p className="ms-auto flex flex-wrap items-center gap-x-2">
      {t(isMore ? 'queue.pendingMore' : 'queue.pending', { n: count })}
      <OutsideLink href={url}>{t('queue.pendingLink')}</OutsideLink>
    </p>
  )
}

function Empty({ view: { filter, counts, sync } }: { view: QueueView }) {
  if (isNarrowed(filter)) {
    return (
      <EmptyState
        title={t('queue.emptyFilteredTitle')}
        action={<ButtonLink href={addressOf({ ...filter, ...PLAIN })}>{t('queue.clearFilters')}</ButtonLink>}
      >
        {counts.any !== null && t('queue.emptyFilteredText', { n: counts.any })}
      </EmptyState>
    )
  }
  if (filter.state === 'closed') return <EmptyState title={t('queue.emptyClosedTitle')} />
  if (sync.backfill) return <EmptyState title={t('queue.readingTitle')} />
  return <EmptyState title={t('queue.emptyTitle')}>{t('queue.emptyText')}</EmptyState>
}

const PLAIN = { owner: 'any', category: 'any', server: 'any', older: 'any', wants: 'any', text: '', after: '' } as const
