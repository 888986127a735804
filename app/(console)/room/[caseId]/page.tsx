import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { read } from '@/app/doors'
import { RoomCase } from '@/components/room/room-case'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('room.title') }

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export default async function RoomCasePage({ params }: { params: Promise<{ caseId: string }> }) {
  const { caseId } = await params
  if (!ID.test(caseId)) notFound()
  const view = await read('room.case', { caseId })
  const comments = view.counsel.mayRead ? await read('counsel.list', { caseId }) : null
  return <RoomCase view={view} comments={comments} />
}
