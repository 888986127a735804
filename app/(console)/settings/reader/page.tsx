import type { Metadata } from 'next'
import { read } from '@/app/doors'
import { Reader } from '@/components/settings/reader'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('reader.title') }

export default async function ReaderPage() {
  return <Reader view={await read('settings.reader', {})} />
}
