import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { exact } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'
import { type AuditAddress, addressOf, isFiltered } from './audit-address'
import { AuditFilters } from './audit-filters'
import { AuditRows } from './audit-rows'
import { ChainLine } from './chain-line'

/** The log that cannot be rewritten: its state, its filters, its rows. */
export function Audit({ view, address }: { view: QueryOutput<'audit.list'>; address: AuditAddress }) {
  return (
    <>
      <PageHead title={t('audit.title')} />
      <div className="flex flex-col gap-3 px-4 pb-6">
        <ChainLine chain={view.chain} proven={view.proven} />
        <AuditFilters address={address} actors={view.actors} commands={view.commands} formers={view.formers} />
        {view.former && (
          <Notice title={t('audit.formerTitle', { domain: view.former.domain, at: exact(view.former.archivedAt) })}>
            {t('audit.formerText')}
          </Notice>
        )}
        {view.rows.length === 0 ? <Nothing address={address} /> : <AuditRows rows={view.rows} former={view.former} />}
        <div className="flex flex-wrap items-center gap-2">
          {address.before && (
            <ButtonLink kind="quiet" href={addressOf({ ...address, before: '' })}>
              {t('audit.first')}
            </ButtonLink>
          )}
          {view.next && <ButtonLink href={addressOf({ ...address, before: view.next })}>{t('audit.next')}</ButtonLink>}
          {!view.next && view.rows.length > 0 && <p className="text-ink-2">{t('audit.end')}</p>}
        </div>
      </div>
    </>
  )
}

function Nothing({ address }: { address: AuditAddress }) {
  return (
    <EmptyState
      title={t('audit.emptyTitle')}
      action={isFiltered(address) && <ButtonLink href="/audit">{t('audit.filter.clear')}</ButtonLink>}
    >
      {t('audit.emptyText')}
    </EmptyState>
  )
}
