import type { Metadata } from 'next'
import { readOpen } from '@/app/doors'
import { FollowedCase } from '@/components/filings/followed-case'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = {
  title: t('following.pageTitle'),
  robots: { index: false, follow: false },
  referrer: 'no-referrer',
}

interface Props {
  params: Promise<{ token: string }>
  searchParams: Promise<{ done?: string | string[] }>
}

export default async function CasePage({ params, searchParams }: Props) {
  const { token } = await params
  const { done } = await searchParams
  return <FollowedCase view={await readOpen('following.case', { token })} token={token} isAdded={done === 'added'} />
}
