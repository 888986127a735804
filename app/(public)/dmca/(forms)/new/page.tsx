import type { Metadata } from 'next'
import { readOpen } from '@/app/doors'
import { AskFirst } from '@/components/filings/ask-first'
import { BeforeSending } from '@/components/filings/before-sending'
import { NoticeForm } from '@/components/filings/notice-form'
import { Notice } from '@/components/ui/notice'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('filing.pageTitle') }

const MOST = 1000
const OTHERS = ['intimateImage', 'childSafety', 'privacy', 'trademark'] as const

export default async function NewNoticePage({
  searchParams,
}: {
  searchParams: Promise<{ about?: string | string[] }>
}) {
  const { about: asked } = await searchParams
  const desk = await readOpen('filings.desk', {})
  const other = OTHERS.find((one) => one === asked)
  return (
    <div className="mx-auto flex max-w-[44rem] flex-col gap-5">
      <h1 className="text-title font-semibold">
        {other ? t(`filing.about.${other}`) : t('filing.title', { domain: desk?.domain ?? '' })}
      </h1>
      {!desk && <Notice tone="warn">{t('filing.notHere')}</Notice>}
      {desk && !other && (
        <>
          <p>{t('filing.intro', { domain: desk.domain })}</p>
          <AskFirst />
          <BeforeSending domain={desk.domain} />
        </>
      )}
      {desk && other && (
        <>
          <Notice tone={other === 'childSafety' ? 'danger' : 'plain'}>
            {t(`filing.other.${other}`, { domain: desk.domain })}
          </Notice>
          <p>
            <a href="/dmca/new" className="text-row underline underline-offset-2">
              {t('filing.backToCopyright')}
            </a>
          </p>
        </>
      )}
      {desk && <NoticeForm about={other ?? 'copyright'} most={MOST} />}
    </div>
  )
}
