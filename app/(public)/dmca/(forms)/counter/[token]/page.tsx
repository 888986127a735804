import type { Metadata } from 'next'
import { readOpen } from '@/app/doors'
import { CounterForm } from '@/components/filings/counter-form'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = {
  title: t('counterForm.pageTitle'),
  robots: { index: false, follow: false },
  referrer: 'no-referrer',
}

export default async function CounterPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  return <CounterForm view={await readOpen('following.counterForm', { token })} token={token} />
}
