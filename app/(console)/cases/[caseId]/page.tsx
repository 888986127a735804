import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { read } from '@/app/doors'
import { HandPage } from '@/components/byhand/hand-page'
import { Refresher } from '@/components/shell/refresher'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('hand.title') }

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export default async function HandCasePage({ params }: { params: Promise<{ caseId: string }> }) {
  const { caseId } = await params
  if (!UUID.test(caseId)) notFound()
  if ((await read('dmca.place', { caseId })).isNotice) redirect(`/dmca/${caseId}`)
  return (
    <>
      <HandPage view={await read('byhand.case', { caseId })} />
      <Refresher />
    </>
  )
}
