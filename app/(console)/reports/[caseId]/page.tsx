import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
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
  const { held, evidence, look, ...view } = await read('reports.case', { caseId }).catch(async (error: unknown) => {
    // A person's page names their cases, of whatever desk.
    const place = await read('dmca.place', { caseId })
    if (place.isNotice) redirect(`/dmca/${caseId}`)
    if (place.isHand) redirect(`/cases/${caseId}`)
    throw error
  })
  return (
    <ReportPage
      view={view}
      note={<HeldNote held={held} />}
      evidence={<Evidence view={view} rows={evidence} standing={{ look }} />}
    />
  )
}
