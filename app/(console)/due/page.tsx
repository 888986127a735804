import type { Metadata } from 'next'
import { read } from '@/app/doors'
import { Due } from '@/components/clocks/due'
import { Refresher } from '@/components/shell/refresher'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('due.title') }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function DuePage({ searchParams }: Props) {
  const isMine = (await searchParams).mine === '1'
  return (
    <>
      <Due view={await read('deadlines.due', { isMine })} isMine={isMine} />
      <Refresher />
    </>
  )
}
