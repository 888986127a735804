'use client'
import '@/lib/platform/i18n/rooms/exports'
import { useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Panel } from '@/components/ui/panel'
import { ask, Refusal } from '@/lib/client'
import type { ExportList } from '@/lib/features/bundle/schema'
import { t } from '@/lib/platform/i18n/translate'
import { ExportForm } from './export-form'
import { ExportLines } from './export-lines'

/** Takes the case out of the house, and tells who did so before. */
export function Exports({ caseId, number }: { caseId: string; number: number }) {
  const [isOpen, setOpen] = useState(false)
  const [list, setList] = useState<ExportList | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const look = async () => {
    setRefusal(null)
    try {
      setList(await ask('bundle.list', { caseId }))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      setRefusal(error)
    }
  }
  return (
    <Panel title={t('export.title')} look="plain">
      <div className="flex flex-wrap gap-1.5">
        <Button size="small" onClick={() => setOpen(true)}>
          {t('export.open')}
        </Button>
        <Button size="small" kind="quiet" onClick={() => void look()} aria-expanded={list !== null}>
          {t('export.look')}
        </Button>
      </div>
      {refusal && <RefusalNote refusal={refusal} />}
      <div aria-live="polite">{list && <ExportLines list={list} />}</div>
      <Dialog
        title={t('export.dialog', { number })}
        closeLabel={t('export.close')}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
      >
        {isOpen && <ExportForm caseId={caseId} onMade={() => void look()} />}
      </Dialog>
    </Panel>
  )
}
