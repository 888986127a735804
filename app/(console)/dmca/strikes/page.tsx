import type { Metadata } from 'next'
import { read } from '@/app/doors'
import { Refresher } from '@/components/shell/refresher'
import { StrikesPage } from '@/components/strikes/strikes-page'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('strikes.title') }

export default async function StrikesRoute() {
  return (
    <>
      <StrikesPage view={await read('strikes.list', {})} />
      <Refresher />
    </>
  )
}
