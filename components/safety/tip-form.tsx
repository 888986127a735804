'use client'
import '@/lib/platform/i18n/rooms/safety'
import { type FormEvent, useRef, useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { useCommand } from '@/lib/client'
import { t } from '@/lib/platform/i18n/translate'

const NUMBER = /^\d{4,20}$/

/** The number that the CyberTipline gave. A wrong form of it is said before anything is sent; a refusal keeps it here. */
export function TipForm({ caseId, version }: { caseId: string; version: number }) {
  const tip = useCommand('safety.recordTip')
  const [text, setText] = useState('')
  const [isWrong, setWrong] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const tipNumber = text.replace(/\s/g, '')
    const isNumber = NUMBER.test(tipNumber)
    setWrong(!isNumber)
    if (!isNumber) return field.current?.focus()
    await tip.run({ caseId, version, tipNumber })
  }
  return (
    <form onSubmit={(event) => void send(event)} className="mt-2 flex max-w-xs flex-col gap-2">
      <div aria-live="assertive">
        <TextField
          ref={field}
          label={t('safety.number')}
          hint={t('safety.numberHint')}
          error={isWrong ? t('safety.numberWrong') : undefined}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setWrong(false)
          }}
          inputMode="numeric"
          autoComplete="off"
          maxLength={40}
          dir="ltr"
          className="[&_input]:font-mono"
        />
      </div>
      {tip.refusal && <RefusalNote refusal={tip.refusal} />}
      <Button type="submit" isBusy={tip.isRunning} className="self-start">
        {t(tip.isRunning ? 'safety.numberKeeping' : 'safety.numberKeep')}
      </Button>
    </form>
  )
}
