import type { Metadata } from 'next'
import { read } from '@/app/doors'
import { Proof } from '@/components/proof/proof'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('proof.title') }

export default async function ProofPage() {
  return <Proof view={await read('proof.standing', {})} />
}
