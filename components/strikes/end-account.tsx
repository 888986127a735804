'use client'
import '@/lib/platform/i18n/rooms/strikes'
import { useState } from 'react'
import { ConsequenceList } from '@/components/acts/consequence-list'
import { RefusalNote } from '@/components/acts/refusal-note'
import { useAsked } from '@/components/people/use-asked'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { useCommand } from '@/lib/client'
import type { EndingView } from '@/lib/features/infringers/schema'
import { messageFor, t } from '@/lib/platform/i18n/translate'

/** What was decided is done here: first what it would do, then the one button. */
export function EndAccount({ accountId, handle }: { accountId: string; handle: string }) {
  const ending = useAsked('strikes.ending')
  const end = useCommand('strikes.end')
  const [view, setView] = useState<EndingView | null>(null)
  const [isAsked, setAsked] = useState(false)
  if (isAsked) return <p role="status">{t('strikes.endAsked', { number: view?.number ?? '' })}</p>
  if (!view)
    return (
      <div className="flex flex-col items-start gap-2">
        <p>{t('strikes.endLead')}</p>
        <Button size="small" isBusy={ending.isRunning} onClick={() => void ending.run({ accountId }).then(setView)}>
          {t('strikes.end', { handle })}
        </Button>
        {ending.refusal && <RefusalNote refusal={ending.refusal} />}
      </div>
    )
  return (
    <div className="flex flex-col gap-2">
      {view.off ? (
        <Notice tone="warn">{t(messageFor('off', view.off, 'off.unknown'), { code: view.off })}</Notice>
      ) : (
        <ConsequenceList lines={view.lines} />
      )}
      {end.refusal && <RefusalNote refusal={end.refusal} />}
      <div className="flex flex-wrap gap-2">
        {!view.off && (
          <Button
            kind="danger"
            isBusy={end.isRunning}
            onClick={() => void end.run({ accountId }).then((done) => done && setAsked(true))}
          >
            {t('strikes.endYes', { handle })}
          </Button>
        )}
        <Button onClick={() => setView(null)}>{t('strikes.cancel')}</Button>
      </div>
    </div>
  )
}
