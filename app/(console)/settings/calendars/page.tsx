import type { Metadata } from 'next'
import { read } from '@/app/doors'
import { Calendars } from '@/components/settings/calendars'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('calendars.title') }

export default async function CalendarsPage() {
  return <Calendars view={await read('calendars.list', {})} />
}
