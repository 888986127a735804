import type { Metadata } from 'next'
import { read } from '@/app/doors'
import { Settings } from '@/components/settings/settings'
import { Refresher } from '@/components/shell/refresher'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('settings.title') }

export default async function SettingsPage() {
  return (
    <>
      <Settings view={await read('settings.overview', {})} />
      <Refresher />
    </>
  )
}
