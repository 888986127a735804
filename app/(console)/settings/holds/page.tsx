import type { Metadata } from 'next'
import { read } from '@/app/doors'
import { Holds } from '@/components/holds/holds'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('holds.title') }

export default async function HoldsPage() {
  return <Holds view={await read('holds.list', {})} />
}
