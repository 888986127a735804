import type { Metadata } from 'next'
import { read } from '@/app/doors'
import { Leave } from '@/components/staff/leave'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('leaving.title') }

export default async function LeavePage() {
  return <Leave view={await read('staff.leaving', {})} />
}
