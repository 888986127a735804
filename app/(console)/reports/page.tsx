import type { Metadata } from 'next'
import { read } from '@/app/doors'
import { filterIn } from '@/components/reports/filter-address'
import { Queue } from '@/components/reports/queue'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('queue.title') }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function ReportsPage({ searchParams }: Props) {
  return <Queue view={await read('reports.list', filterIn(await searchParams))} />
}
