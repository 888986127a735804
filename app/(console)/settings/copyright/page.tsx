import type { Metadata } from 'next'
import { read } from '@/app/doors'
import { CopyrightDesk } from '@/components/settings/copyright-desk'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('dmca.desk') }

export default async function CopyrightDeskPage() {
  return <CopyrightDesk view={await read('notices.desk', {})} />
}
