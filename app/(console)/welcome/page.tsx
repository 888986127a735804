import type { Metadata } from 'next'
import { read } from '@/app/doors'
import { Welcome } from '@/components/settings/welcome'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('welcome.title') }

export default async function WelcomePage() {
  const [overview, reader] = await Promise.all([read('settings.overview', {}), read('settings.reader', {})])
  return <Welcome overview={overview} reader={reader} />
}
