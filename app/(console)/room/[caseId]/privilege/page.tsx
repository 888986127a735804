import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { read } from '@/app/doors'
import { PrivilegeLog } from '@/components/room/privilege-log'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('counsel.log') }

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export default async function PrivilegePage({ params }: { params: Promise<{ caseId: string }> }) {
  const { caseId } = await params
  if (!ID.test(caseId)) notFound()
  return <PrivilegeLog view={await read('counsel.log', { caseId })} />
}
