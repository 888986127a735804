import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { actorNow, readDoor } from '@/app/doors'
import { NoRole } from '@/components/connect/no-role'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('noRole.pageTitle') }

export default async function NoRolePage() {
  const [{ instance }, actor] = await Promise.all([readDoor(), actorNow()])
  if (!instance || actor.kind !== 'person') redirect('/sign-in')
  if (actor.roles.length > 0) redirect('/')
  return <NoRole acct={actor.name} domain={instance.domain} />
}
