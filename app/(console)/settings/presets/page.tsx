import type { Metadata } from 'next'
import { read } from '@/app/doors'
import { Presets } from '@/components/presets/presets'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('presets.title') }

export default async function PresetsPage() {
  return <Presets view={await read('presets.list', {})} />
}
