import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { read } from '@/app/doors'
import { DmcaPage } from '@/components/dmca/case-page'
import { Refresher } from '@/components/shell/refresher'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('dmca.title') }

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export default async function CopyrightCasePage({ params }: { params: Promise<{ caseId: string }> }) {
  const { caseId } = await params
  if (!UUID.test(caseId)) notFound()
  return (
    <>
      <DmcaPage view={await read('dmca.case', { caseId })} />
      <Refresher about={caseId} />
    </>
  )
}
