import type { Metadata } from 'next'
import { read } from '@/app/doors'
import { Guests } from '@/components/guests/guests'
import { Refresher } from '@/components/shell/refresher'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('guests.title') }

export default async function GuestsPage() {
  return (
    <>
      <Guests view={await read('guests.list', {})} />
      <Refresher />
    </>
  )
}
