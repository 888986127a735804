import type { Metadata } from 'next'
import { ButtonLink } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { messageFor, t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('reader.title') }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Where the browser of the account that reads comes back to: perhaps a private window in which nobody is signed in here. */
export default async function ReaderPage({ searchParams }: Props) {
  const { result } = await searchParams
  const code = typeof result === 'string' ? result : ''
  const isTaken = code === 'taken'
  return (
    <div className="mx-auto flex max-w-[34rem] flex-col items-start gap-4">
      <h1 className="text-title font-semibold">{t('reader.title')}</h1>
      <Notice tone={isTaken ? 'ok' : 'danger'} live="polite">
        {t(isTaken ? 'reader.taken' : messageFor('reader.failed', code, 'reader.failed.unknown'))}
      </Notice>
      <ButtonLink href="/settings/reader">{t('reader.toSettings')}</ButtonLink>
    </div>
  )
}
