import type { Metadata } from 'next'
import { read } from '@/app/doors'
import { OwnTime } from '@/components/settings/own-time'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('own.title') }

export default async function OwnTimePage() {
  return <OwnTime view={await read('feeds.own', {})} />
}
