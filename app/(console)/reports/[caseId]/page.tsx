import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { read } from '@/app/doors'
import { Evidence } from '@/components/evidence/evidence'
import { HeldNote } from '@/components/holds/held-note'
import { ReportPage } from '@/components/reports/report-page'
import { t } from '@/lib/platform/i18n/translate'

// Without the person's name: titles end up in the history of the browser.
export const metadata: Metadata = { title: t('case.pageTitle') }

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export default async function CasePage({ params }: { params: Promise<{ caseId: string }> }) {
  const { caseId } = await params
  if (!ID.test(caseId)) notFound()
  const { held, evidence, look, ...view } = await read('reports.case', { caseId })
  return (
    <ReportPage
      view={view}
      note={<HeldNote held={held} />}
      evidence={<Evidence view={view} rows={evidence} standing={{ look }} />}
    />
  )
}
