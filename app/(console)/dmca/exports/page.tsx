import type { Metadata } from 'next'
import { forbidden } from 'next/navigation'
import { actorNow, read } from '@/app/doors'
import { Records } from '@/components/records/records'
import { can } from '@/lib/platform/access/access'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('records.title') }

export default async function RecordsRoute() {
  // Whoever is not signed in is sent there first.
  await read('shell.frame', {})
  if (!can(await actorNow(), 'notice.decide')) forbidden()
  return <Records />
}
