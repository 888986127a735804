import type { Metadata } from 'next'
import { read } from '@/app/doors'
import { Webhooks } from '@/components/settings/webhooks'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('webhooks.title') }

export default async function WebhooksPage() {
  return <Webhooks view={await read('settings.webhooks', {})} />
}
