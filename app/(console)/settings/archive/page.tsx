import type { Metadata } from 'next'
import { read } from '@/app/doors'
import { Archive } from '@/components/archive/archive'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('archive.title') }

export default async function ArchivePage() {
  return <Archive view={await read('archive.list', {})} />
}
