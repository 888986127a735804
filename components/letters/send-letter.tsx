'use client'
import '@/lib/platform/i18n/rooms/lettering'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/field'
import { useCommand } from '@/lib/client'
import type { TemplateId } from '@/lib/features/letters/schema'
import { t } from '@/lib/platform/i18n/translate'
import { LetterPanel } from './letter-panel'

// The others go out with their decision; once they did, they may be sent again.
const FREE: readonly TemplateId[] = ['D1', 'D2', 'D4', 'D6', 'D7', 'D10', 'D11', 'D14', 'D3', 'D5', 'D8', 'D9']

/** A letter that decides nothing, or one that failed, once more. */
export function SendLetter({ at }: { at: { caseId: string; version: number } }) {
  const send = useCommand('letters.send')
  const [isOpen, setOpen] = useState(false)
  const [template, setTemplate] = useState<TemplateId>('D1')
  if (!isOpen)
    return (
      <Button size="small" className="mt-3" onClick={() => setOpen(true)}>
        {t('lettering.new')}
      </Button>
    )
  return (
    <div className="mt-3 flex flex-col gap-3">
      <Select
        label={t('lettering.choose')}
        value={template}
        onChange={(event) => setTemplate(FREE.find((one) => one === event.target.value) ?? template)}
      >
        {FREE.map((one) => (
          <option key={one} value={one}>
            {one} {t(`lettering.name.${one}`)}
          </option>
        ))}
      </Select>
      <LetterPanel
        key={template}
        wish={{ caseId: at.caseId, template }}
        onDecide={(letter) => send.run({ ...at, letter })}
        isRunning={send.isRunning}
        refusal={send.refusal}
        onClose={() => setOpen(false)}
      />
    </div>
  )
}
