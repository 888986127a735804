'use client'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { isolate } from '@/components/ui/isolate'
import { Notice } from '@/components/ui/notice'
import { ask, Refusal } from '@/lib/client'
import type { AccountAct, Consequences } from '@/lib/features/acts/schema'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import { ActForm } from './act-form'
import { ConsequenceList } from './consequence-list'
import { PanelFrame } from './panel-frame'
import { RefusalNote } from './refusal-note'
import { takenBy } from './taken'
import type { DeskCase } from './use-case-work'

type Preview = { consequences: Consequences } | { refusal: Refusal } | null

/** An act to think about: what it would do comes first, then what to say, then the one button. */
export function ActPanel({ view, kind, onClose }: { view: DeskCase; kind: AccountAct; onClose: () => void }) {
  const [preview, again] = usePreview(view, kind)
  const [atFirst] = useState(view.owner?.id ?? null)
  const title = t(`panel.title.${kind}`, { name: isolate(view.person.name) })
  if (preview && 'consequences' in preview && !preview.consequences.off) {
    const by = takenBy(view.owner, atFirst)
    return <ActForm view={view} consequences={preview.consequences} title={title} takenBy={by} onClose={onClose} />
  }
  return (
    <PanelFrame title={title} onClose={onClose}>
      <div aria-live="polite">
        {!preview && <p className="text-ink-2">{t('panel.loading')}</p>}
        {preview && 'refusal' in preview && (
          <>
            <RefusalNote refusal={preview.refusal} onShown={again} />
            <Button className="mt-2" onClick={again}>
              {t('shell.tryAgain')}
            </Button>
          </>
        )}
        {preview && 'consequences' in preview && (
          <>
            <Notice tone="warn" title={t('panel.off')} className="mb-3">
              {t(messageFor('off', preview.consequences.off ?? '', 'off.unknown'), { code: preview.consequences.off })}
            </Notice>
            <ConsequenceList lines={preview.consequences.lines} />
          </>
        )}
      </div>
    </PanelFrame>
  )
}

/** Asked anew whenever the case moved on, so that "also resolves 3 others" is never yesterday's number. */
function usePreview({ id, version }: DeskCase, kind: AccountAct): [Preview, () => void] {
  const [preview, setPreview] = useState<Preview>(null)
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    let isCurrent = true
    const show = (next: Preview) => isCurrent && setPreview(next)
    ask('acts.preview', { caseId: id, kind }).then(
      (consequences) => show({ consequences }),
      (error: unknown) => show({ refusal: error instanceof Refusal ? error : new Refusal('unknown', {}) }),
    )
    return () => {
      isCurrent = false
    }
  }, [id, kind, version, attempt])
  return [preview, () => setAttempt(attempt + 1)]
}
