import type { Metadata } from 'next'
import { read } from '@/app/doors'
import { EdgeSettings } from '@/components/edge/edge-settings'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('edge.settings.title') }

export default async function EdgePage() {
  return <EdgeSettings view={await read('settings.edge', {})} />
}
