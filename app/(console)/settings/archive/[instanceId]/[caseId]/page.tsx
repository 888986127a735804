import type { Metadata } from 'next'
import { read } from '@/app/doors'
import { ArchivedCase } from '@/components/archive/archived-case'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('archive.title') }

interface Props {
  params: Promise<{ instanceId: string; caseId: string }>
}

export default async function ArchivedCasePage({ params }: Props) {
  const { instance, view } = await read('archive.case', await params)
  return <ArchivedCase instance={instance} view={view} />
}
