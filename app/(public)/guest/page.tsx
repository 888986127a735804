import type { Metadata } from 'next'
import { actorNow } from '@/app/doors'
import { Arrival } from '@/components/guests/arrival'
import { isHolder } from '@/lib/platform/access/access'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('guest.pageTitle') }

export default async function GuestPage() {
  return <Arrival isSignedIn={isHolder(await actorNow())} />
}
