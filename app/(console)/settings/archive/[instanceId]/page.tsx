import type { Metadata } from 'next'
import { read } from '@/app/doors'
import { ArchivedQueue } from '@/components/archive/archived-queue'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('archive.title') }

interface Props {
  params: Promise<{ instanceId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function ArchivedQueuePage({ params, searchParams }: Props) {
  const { instanceId } = await params
  const { state, after, text } = await searchParams
  const filter = { state: state === 'closed' ? 'closed' : 'open', after: one(after), text: one(text) } as const
  return <ArchivedQueue view={await read('archive.cases', { instanceId, filter })} />
}

const one = (value: string | string[] | undefined): string => (typeof value === 'string' ? value : '')
