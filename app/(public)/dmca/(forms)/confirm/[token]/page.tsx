import type { Metadata } from 'next'
import { readOpen } from '@/app/doors'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = {
  title: t('filing.confirm.title'),
  robots: { index: false, follow: false },
  referrer: 'no-referrer',
}

/** A button, and not the opening of the page, confirms: programs that look through mails open every link. */
export default async function ConfirmPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const { isKnown, isDone } = await readOpen('filings.confirmation', { token })
  const state = !isKnown ? 'unknown' : isDone ? 'done' : 'press'
  return (
    <div className="mx-auto flex max-w-[34rem] flex-col items-start gap-4">
      <h1 className="text-title font-semibold">
        {t(state === 'press' ? 'filing.confirm.title' : `filing.confirm.${state}`)}
      </h1>
      <p>{t(state === 'press' ? 'filing.confirm.press' : `filing.confirm.${state}Text`)}</p>
      {state === 'press' && (
        <form method="post" action="/api/commands/filings.confirm">
          <input type="hidden" name="token" value={token} />
          <Button type="submit" kind="main">
            {t('filing.confirm.button')}
          </Button>
        </form>
      )}
    </div>
  )
}
