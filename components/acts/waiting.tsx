import Link from 'next/link'
import { Refresher } from '@/components/shell/refresher'
import { EmptyState } from '@/components/ui/empty-state'
import { isolate } from '@/components/ui/isolate'
import { PageHead } from '@/components/ui/page-head'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'
import { ActLine } from './act-list'

/** What one has asked for and Mastodon has not heard of yet, each with its case and the way to cancel it. */
export function Waiting({ view: { acts, now } }: { view: QueryOutput<'waiting.list'> }) {
  return (
    <>
      <Refresher />
      <PageHead title={t('waiting.title')} />
      {acts.length === 0 && <EmptyState title={t('waiting.none')} />}
      <ul aria-live="polite" className="max-w-3xl divide-y px-4 pb-6">
        {acts.map(({ act, caseId, number, version, name }) => (
          <li key={act.groupId + act.kind} className="py-3">
            <Link href={`/reports/${caseId}`} prefetch={false} className="font-medium underline underline-offset-2">
              {t('waiting.case', { number, name: isolate(name) })}
            </Link>
            <ul>
              <ActLine act={act} view={{ id: caseId, version, person: { name }, now }} />
            </ul>
          </li>
        ))}
      </ul>
    </>
  )
}
