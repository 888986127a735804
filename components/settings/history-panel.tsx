'use client'
import '@/lib/platform/i18n/rooms/moving'
import { useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/field'
import { Panel } from '@/components/ui/panel'
import { Progress } from '@/components/ui/progress'
import { useCommand } from '@/lib/client'
import { day } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'

const CHOICES = [0, 3, 6, 12, 18, 24, 36]

interface Props {
  history: QueryOutput<'settings.overview'>['history']
  maySet: boolean
}

/** How far back resolved reports are read, how far that has come, and for the owner how far it shall go. */
export function HistoryPanel({ history, maySet }: Props) {
  const { months, since, reachedAt, read, percent, isDone } = history
  return (
    <Panel title={t('settings.history')}>
      <p>{t('settings.history.text', { months, since: day(since) })}</p>
      {months > 0 && (
        <div className="mt-2 flex flex-col gap-1">
          <p className="text-ink-2">
            {isDone
              ? t('settings.history.done', { read })
              : reachedAt
                ? t('settings.history.reading', { read, reached: day(reachedAt) })
                : t('settings.history.waiting')}
          </p>
          {!isDone && <Progress label={t('settings.history.label')} value={percent} max={100} />}
        </div>
      )}
      {maySet && <Depth key={months} months={months} />}
    </Panel>
  )
}

function Depth({ months }: { months: number }) {
  const set = useCommand('mirror.setDepth')
  const [wanted, setWanted] = useState(months)
  const choices = CHOICES.includes(months) ? CHOICES : [...CHOICES, months].toSorted((a, b) => a - b)
  return (
    <form
      className="mt-3 flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        void set.run({ months: wanted })
      }}
    >
      <Select
        label={t('settings.history.keep')}
        value={wanted}
        onChange={(event) => setWanted(Number(event.target.value))}
      >
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {t('settings.history.months', { months: choice })}
          </option>
        ))}
      </Select>
      <Button type="submit" isBusy={set.isRunning} why={wanted === months ? t('settings.history.same') : null}>
        {t(set.isRunning ? 'settings.history.saving' : 'settings.history.save')}
      </Button>
      {wanted < months && <p className="basis-full text-small text-warn">{t('settings.history.drops')}</p>}
      {set.refusal && <RefusalNote refusal={set.refusal} />}
    </form>
  )
}
