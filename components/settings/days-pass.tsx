'use client'
import '@/lib/platform/i18n/rooms/settings'
import { type FormEvent, useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { useCommand } from '@/lib/client'
import { t } from '@/lib/platform/i18n/translate'

/** Moves the time of the demo on, so that clocks of days and months can be seen to run out. */
export function DaysPass({ ahead }: { ahead: number }) {
  const { run, isRunning, refusal } = useCommand('demo.letDaysPass')
  const [days, setDays] = useState('1')
  const pass = async (event: FormEvent) => {
    event.preventDefault()
    await run({ days: Number(days) })
  }
  return (
    <form className="mt-3 flex max-w-[34rem] flex-col gap-2" onSubmit={(event) => void pass(event)}>
      <TextField
        type="number"
        required
        min={1}
        max={1500}
        label={t('settings.ahead.label')}
        hint={t('settings.ahead.hint', { n: ahead })}
        value={days}
        onChange={(event) => setDays(event.target.value)}
      />
      <Button type="submit" size="small" className="self-start" isBusy={isRunning}>
        {t('settings.ahead.go')}
      </Button>
      {refusal && <RefusalNote refusal={refusal} />}
    </form>
  )
}
