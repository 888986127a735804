import type { Metadata } from 'next'
import { read } from '@/app/doors'
import { DeskList } from '@/components/safety/desk-list'
import { Refresher } from '@/components/shell/refresher'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('safety.title') }

export default async function SafetyPage() {
  const [{ rows }, former] = await Promise.all([read('safety.list', {}), read('archive.stopped', {})])
  return (
    <>
      <DeskList rows={rows} former={former.rows} />
      <Refresher />
    </>
  )
}
