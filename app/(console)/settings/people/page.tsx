import type { Metadata } from 'next'
import { read } from '@/app/doors'
import { People } from '@/components/staff/people'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('staff.title') }

export default async function PeoplePage() {
  return <People view={await read('staff.list', {})} />
}
