import type { Metadata } from 'next'
import { read } from '@/app/doors'
import { Waiting } from '@/components/acts/waiting'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('waiting.title') }

export default async function WaitingPage() {
  return <Waiting view={await read('waiting.list', {})} />
}
