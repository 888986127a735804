import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { database, isConnected } from '@/app/doors'
import { PublicAgent } from '@/components/agent/public-agent'
import { timeNow } from '@/lib/platform/time/now'
import { t } from '@/lib/platform/i18n/translate'
import { runQuery } from '@/lib/platform/queries/define'
import { queries } from '@/lib/registry'

export const metadata: Metadata = { title: t('agent.publicTitle') }
export const dynamic = 'force-dynamic'

/** Who receives copyright notices has to be there for anybody to find (17 USC 512(c)(2)). */
export default async function PublicAgentPage() {
  if (!(await isConnected())) redirect('/connect')
  const asked = { db: database(), actor: { kind: 'public', address: '' } as const, now: timeNow(), input: {} }
  return <PublicAgent view={await runQuery(queries['agent.public'], asked)} />
}
