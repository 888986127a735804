import type { Metadata } from 'next'
import { forbidden } from 'next/navigation'
import { read } from '@/app/doors'
import { Move } from '@/components/settings/move'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('move.title') }

export default async function MovePage() {
  const { instance, maySet } = await read('settings.overview', {})
  if (!maySet) forbidden()
  return <Move instance={instance} />
}
