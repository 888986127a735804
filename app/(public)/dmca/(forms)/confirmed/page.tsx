import type { Metadata } from 'next'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('filing.confirm.done') }

export default function ConfirmedPage() {
  return (
    <div className="mx-auto flex max-w-[34rem] flex-col gap-4">
      <h1 className="text-title font-semibold">{t('filing.confirm.done')}</h1>
      <p>{t('filing.confirm.doneText')}</p>
    </div>
  )
}
