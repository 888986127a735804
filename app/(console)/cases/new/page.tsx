import type { Metadata } from 'next'
import { read } from '@/app/doors'
import { OpenForm } from '@/components/byhand/open-form'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('hand.open') }

export default async function NewCasePage() {
  const { zone, calendars, now } = await read('byhand.form', {})
  return <OpenForm zone={zone} calendars={calendars} now={now} />
}
