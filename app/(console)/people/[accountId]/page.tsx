import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { actorNow, read } from '@/app/doors'
import { HeldNote } from '@/components/holds/held-note'
import { PersonPage } from '@/components/people/person-page'
import { Unread } from '@/components/people/unread'
import { AccountPanel } from '@/components/strikes/account-panel'
import { can } from '@/lib/platform/access/access'
import { t } from '@/lib/platform/i18n/translate'

// Without the person's name: titles end up in the history of the browser.
export const metadata: Metadata = { title: t('people.pageTitle') }

const ID = /^[A-Za-z0-9_-]{1,64}$/

export default async function Page({ params }: { params: Promise<{ accountId: string }> }) {
  const { accountId } = await params
  if (!ID.test(accountId)) notFound()
  const answer = await read('people.one', { accountId })
  if (!answer.isRead) return <Unread answer={answer} />
  const seesStrikes = can(await actorNow(), 'notice.read') && answer.person.isLocal && !answer.person.isYou
  const strikes = seesStrikes ? await read('strikes.person', { accountId }) : null
  return (
    <PersonPage
      view={answer}
      note={<HeldNote held={await read('holds.on', { accountId })} />}
      strikes={strikes && strikes.strikes.length + strikes.reviews.length > 0 && <AccountPanel account={strikes} />}
    />
  )
}
