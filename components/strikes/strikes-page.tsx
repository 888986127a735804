import '@/lib/platform/i18n/rooms/strikes'
import { BackLink } from '@/components/settings/back-link'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHead } from '@/components/ui/page-head'
import type { StrikesView } from '@/lib/features/infringers/schema'
import { t } from '@/lib/platform/i18n/translate'
import { AccountPanel } from './account-panel'
import { PolicyPanel } from './policy-panel'

/** Who has strikes, who has to be decided about, and by which policy. */
export function StrikesPage({ view }: { view: StrikesView }) {
  const { policy, policies, accounts, isCut, mayDecide } = view
  return (
    <>
      <PageHead title={t('strikes.title')} start={<BackLink href="/dmca" label={t('strikes.back')} />} />
      <div className="flex max-w-5xl flex-col gap-4 px-4 pb-6">
        <p className="text-ink-2">{t('strikes.lead')}</p>
        <PolicyPanel policy={policy} policies={policies} mayDecide={mayDecide} />
        {accounts.length === 0 && <EmptyState title={t('strikes.emptyTitle')}>{t('strikes.emptyText')}</EmptyState>}
        {accounts.map((account) => (
          <AccountPanel key={account.accountId} account={account} threshold={policy.threshold} isNamed />
        ))}
        {isCut && <p className="text-ink-2">{t('strikes.cut', { n: accounts.length })}</p>}
      </div>
    </>
  )
}
