'use client'
import '@/lib/platform/i18n/rooms/evidence'
import { useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { useCommand } from '@/lib/client'
import { t } from '@/lib/platform/i18n/translate'

/** Whoever has seen a quarantined file says what it is. What destroys is asked twice. */
export function Judge({ caseId, evidenceId, about }: { caseId: string; evidenceId: string; about: string }) {
  const judge = useCommand('quarantine.judge')
  const [isAsking, setAsking] = useState(false)
  const say = (verdict: 'ordinary' | 'intimate') => void judge.run({ caseId, evidenceId, verdict })
  return (
    <div role="group" aria-label={t('evidence.judge.label', { id: about })} className="mt-1">
      <div className="flex flex-wrap items-center gap-1.5 text-small">
        <span className="text-ink-2">{t(isAsking ? 'evidence.judge.sure' : 'evidence.judge')}</span>
        {isAsking ? (
          <>
            <Button size="small" kind="danger" isBusy={judge.isRunning} onClick={() => say('intimate')}>
              {t('evidence.judge.destroy')}
            </Button>
            <Button size="small" onClick={() => setAsking(false)}>
              {t('evidence.judge.keep')}
            </Button>
          </>
        ) : (
          <>
            <Button size="small" isBusy={judge.isRunning} onClick={() => say('ordinary')}>
              {t('evidence.judge.ordinary')}
            </Button>
            <Button size="small" onClick={() => setAsking(true)}>
              {t('evidence.judge.intimate')}
            </Button>
          </>
        )}
      </div>
      {judge.refusal && <RefusalNote refusal={judge.refusal} />}
    </div>
  )
}
