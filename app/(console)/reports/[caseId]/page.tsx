import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { read } from '@/app/doors'
import { ReportPage } from '@/components/reports/report-page'
import { t } from '@/lib/platform/i18n/translate'

// Without the person's name: titles end up in the history of the browser.
export const metadata: Metadata = { title: t('case.pageTitle') }

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export default async function CasePage({ params }: { params: Promise<{ caseId: string }> }) {
  const { caseId } = await params
  if (!ID.test(caseId)) notFound()
  return <ReportPage view={await read('reports.case', { caseId })} />
}
