import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { read } from '@/app/doors'
import { Stopped } from '@/components/safety/stopped'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('stopped.titlePlain') }

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Says nothing of the case but its number and who was told, so that whoever stopped it can stay here. */
export default async function StoppedPage({ searchParams }: { searchParams: Promise<{ case?: string }> }) {
  const { case: caseId } = await searchParams
  if (!caseId || !UUID.test(caseId)) notFound()
  return <Stopped told={await read('safety.told', { caseId })} caseId={caseId} />
}
