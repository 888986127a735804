import type { Metadata } from 'next'
import { read } from '@/app/doors'
import { Passkeys } from '@/components/passkeys/passkeys'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('passkeys.title') }

export default async function PasskeysPage() {
  return <Passkeys view={await read('passkeys.list', {})} />
}
