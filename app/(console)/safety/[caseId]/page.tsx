import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { read } from '@/app/doors'
import { DeskCase } from '@/components/safety/desk-case'
import { t } from '@/lib/platform/i18n/translate'

// The tab's name says nothing of the case: it stands in the browser's history and on a shared screen.
export const metadata: Metadata = { title: t('safety.title') }

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export default async function SafetyCasePage({ params }: { params: Promise<{ caseId: string }> }) {
  const { caseId } = await params
  if (!UUID.test(caseId)) notFound()
  // Each reading is a row of the audit, so this page does not refresh itself.
  return <DeskCase view={await read('safety.case', { caseId })} />
}
