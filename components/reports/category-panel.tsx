'use client'
import { useEffect, useState } from 'react'
import { PanelFrame } from '@/components/acts/panel-frame'
import { RefusalNote } from '@/components/acts/refusal-note'
import type { DeskCase } from '@/components/acts/use-case-work'
import { Notice } from '@/components/ui/notice'
import { ask, Refusal } from '@/lib/client'
import type { QueryOutput } from '@/lib/registry'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import { CategoryForm } from './category-form'

type Choices = QueryOutput<'categories.choices'>

/** What a report is for, said anew: beside the evidence, like an act. */
export function CategoryPanel({ view, onClose }: { view: DeskCase; onClose: () => void }) {
  const found = useChoices(view)
  const title = t('panel.title.categorise')
  if (found && !(found instanceof Refusal) && !found.off && found.reports.length > 0)
    return <CategoryForm view={view} choices={found} title={title} onClose={onClose} />
  return (
    <PanelFrame title={title} onClose={onClose}>
      <div aria-live="polite">
        {!found && <p className="text-ink-2">{t('panel.loading')}</p>}
        {found instanceof Refusal && <RefusalNote refusal={found} />}
        {found && !(found instanceof Refusal) && (
          <Notice tone="warn" title={t('panel.off')}>
            {t(messageFor('off', found.off ?? '', 'off.unknown'), { code: found.off ?? '' })}
          </Notice>
        )}
      </div>
    </PanelFrame>
  )
}

/** Asked anew whenever the case moved on. */
function useChoices({ id, version }: DeskCase): Choices | Refusal | null {
  const [found, setFound] = useState<Choices | Refusal | null>(null)
  useEffect(() => {
    let isCurrent = true
    const show = (next: Choices | Refusal) => isCurrent && setFound(next)
    ask('categories.choices', { caseId: id }).then(show, (error: unknown) =>
      show(error instanceof Refusal ? error : new Refusal('unknown', {})),
    )
    return () => {
      isCurrent = false
    }
  }, [id, version])
  return found
}
