import type { Metadata } from 'next'
import { read } from '@/app/doors'
import { CaseList } from '@/components/byhand/case-list'
import { Refresher } from '@/components/shell/refresher'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('hand.title') }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function CasesPage({ searchParams }: Props) {
  const state = (await searchParams).state === 'closed' ? 'closed' : 'open'
  return (
    <>
      <CaseList view={await read('byhand.list', { state })} state={state} />
      <Refresher />
    </>
  )
}
