import type { Metadata } from 'next'
import { read } from '@/app/doors'
import { Settings } from '@/components/settings/settings'
import { Refresher } from '@/components/shell/refresher'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('settings.title') }

export default async function SettingsPage() {
  const [view, captures] = await Promise.all([read('settings.overview', {}), read('captures.settings', {})])
  return (
    <>
      <Settings view={view} captures={captures} />
      <Refresher />
    </>
  )
}
