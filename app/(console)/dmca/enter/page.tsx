import type { Metadata } from 'next'
import { read } from '@/app/doors'
import { EnterPage } from '@/components/filings/enter-page'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('entering.title') }

export default async function EnterNoticePage() {
  const { zone, now } = await read('entering.form', {})
  return <EnterPage zone={zone} now={now} />
}
