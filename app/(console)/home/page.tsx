import type { Metadata } from 'next'
import { read } from '@/app/doors'
import { HomePage } from '@/components/home/home-page'
import { DESK_TABS } from '@/components/home/desk-block'
import { Refresher } from '@/components/shell/refresher'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('home.title') }

export default async function Home() {
  const { rooms, counts } = await read('shell.frame', {})
  const due = await read('deadlines.due', {})
  const desk = rooms.includes('copyright') ? await deskNow() : null
  return (
    <>
      <HomePage due={due} desk={desk} rooms={rooms} counts={counts} />
      <Refresher />
    </>
  )
}

/** The desk by its first heading under which something waits. */
async function deskNow() {
  const first = await read('dmca.list', { tab: DESK_TABS[0] })
  const tab = DESK_TABS.find((one) => first.counts[one] > 0)
  return tab && tab !== DESK_TABS[0] ? read('dmca.list', { tab }) : first
}
