import type { Metadata } from 'next'
import { read } from '@/app/doors'
import { Kept } from '@/components/settings/kept'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('kept.title') }

export default async function KeptPage() {
  return <Kept view={await read('settings.kept', {})} />
}
