import type { Metadata } from 'next'
import { read } from '@/app/doors'
import { Room } from '@/components/room/room'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('room.title') }

export default async function RoomPage() {
  return <Room view={await read('room.list', {})} />
}
