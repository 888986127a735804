import type { Metadata } from 'next'
import { read } from '@/app/doors'
import { DmcaList } from '@/components/dmca/list'
import { Refresher } from '@/components/shell/refresher'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('dmca.title') }

const TABS = ['judge', 'act', 'tell', 'waiting', 'held', 'closed'] as const

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function CopyrightPage({ searchParams }: Props) {
  const { tab: wanted, after } = await searchParams
  const tab = TABS.find((one) => one === wanted) ?? 'judge'
  return (
    <>
      <DmcaList view={await read('dmca.list', { tab, after: typeof after === 'string' ? after : null })} />
      <Refresher />
    </>
  )
}
