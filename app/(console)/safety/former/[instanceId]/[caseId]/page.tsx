import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { read } from '@/app/doors'
import { FormerCase } from '@/components/safety/former-case'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('safety.title') }

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export default async function FormerCasePage({ params }: { params: Promise<{ instanceId: string; caseId: string }> }) {
  const { instanceId, caseId } = await params
  if (!UUID.test(instanceId) || !UUID.test(caseId)) notFound()
  return <FormerCase {...(await read('archive.stoppedCase', { instanceId, caseId }))} />
}
