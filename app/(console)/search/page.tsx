import type { Metadata } from 'next'
import { read } from '@/app/doors'
import { searchIn } from '@/components/search/search-address'
import { Search } from '@/components/search/search'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('search.title') }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function SearchPage({ searchParams }: Props) {
  return <Search view={await read('search.cases', searchIn(await searchParams))} />
}
