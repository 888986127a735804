import type { Metadata } from 'next'
import { actorNow, read } from '@/app/doors'
import { Erasures } from '@/components/retention/erasures'
import { Retention } from '@/components/retention/retention'
import { can } from '@/lib/platform/access/access'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('retention.title') }

export default async function RetentionPage() {
  const view = await read('retention.plan', {})
  const mayErase = can(await actorNow(), 'erasure.manage')
  return <Retention view={view}>{mayErase && <Erasures view={await read('erasure.list', {})} />}</Retention>
}
