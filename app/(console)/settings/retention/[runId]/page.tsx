import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { read } from '@/app/doors'
import { Certificate } from '@/components/retention/certificate'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('retention.certificateTitle') }

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export default async function CertificatePage({ params }: { params: Promise<{ runId: string }> }) {
  const { runId } = await params
  if (!ID.test(runId)) notFound()
  return <Certificate paper={await read('retention.certificate', { id: runId })} />
}
