import type { Metadata } from 'next'
import { read } from '@/app/doors'
import { Alarms } from '@/components/holds/alarms'
import { filterIn } from '@/components/reports/filter-address'
import { Queue } from '@/components/reports/queue'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('queue.title') }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function ReportsPage({ searchParams }: Props) {
  const view = await read('reports.list', filterIn(await searchParams))
  return (
    <Queue view={view}>{view.hasAlarms && <Alarms alarms={await read('holds.due', {})} className="mx-4 mb-2" />}</Queue>
  )
}
