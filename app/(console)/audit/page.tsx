import type { Metadata } from 'next'
import { read } from '@/app/doors'
import { Audit } from '@/components/audit/audit'
import { addressIn, filterOf } from '@/components/audit/audit-address'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('audit.title') }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function AuditPage({ searchParams }: Props) {
  const address = addressIn(await searchParams)
  return <Audit view={await read('audit.list', filterOf(address))} address={address} />
}
