'use client'
import '@/lib/platform/i18n/rooms/clocks'
import '@/lib/platform/i18n/rooms/byhand'
import { type FormEvent, useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { CalendarField } from '@/components/clocks/start-form'
import { clockName } from '@/components/clocks/words'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { ask, Refusal, useCommand } from '@/lib/client'
import type { DayPreview } from '@/lib/features/calendars/schema'
import { exact } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'

/** Adds a day in two steps: what it would move is shown first. */
export function AddDay({ ids }: { ids: readonly string[] }) {
  const add = useCommand('calendars.addDay')
  const [calendar, setCalendar] = useState('US-FED')
  const [day, setDay] = useState('')
  const [why, setWhy] = useState('')
  const [isTried, setTried] = useState(false)
  const [isLooking, setLooking] = useState(false)
  const [seen, setSeen] = useState<{ of: string; preview: DayPreview } | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const key = `${calendar} ${day}`
  const preview = seen?.of === key ? seen.preview : null
  const look = async () => {
    setLooking(true)
    setRefusal(null)
    try {
      setSeen({ of: key, preview: await ask('calendars.preview', { calendar, day }) })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      setRefusal(error)
    } finally {
      setLooking(false)
    }
  }
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!day || !calendar) return
    if (!preview) return look()
    if (why.trim() && (await add.run({ calendar, day, why }))) {
      setDay('')
      setWhy('')
      setSeen(null)
      setTried(false)
    }
  }
  return (
    <form onSubmit={(event) => void save(event)} className="mt-3 flex max-w-xl flex-col gap-3 border-t pt-3">
      <CalendarField calendars={ids} value={calendar} onChange={setCalendar} />
      <TextField
        type="date"
        label={t('calendars.day')}
        error={isTried && !day ? t('hand.missing') : undefined}
        value={day}
        onChange={(event) => setDay(event.target.value)}
      />
      {preview && <Preview preview={preview} />}
      {preview && (
        <TextField
          label={t('calendars.why')}
          maxLength={300}
          error={isTried && !why.trim() ? t('hand.missing') : undefined}
          value={why}
          onChange={(event) => setWhy(event.target.value)}
        />
      )}
      {(refusal ?? add.refusal) && <RefusalNote refusal={(refusal ?? add.refusal) as Refusal} />}
      <Button
        type="submit"
        kind={preview ? 'main' : 'plain'}
        isBusy={isLooking || add.isRunning}
        className="self-start"
      >
        {preview
          ? t(add.isRunning ? 'calendars.adding' : 'calendars.add')
          : t(isLooking ? 'calendars.looking' : 'calendars.look')}
      </Button>
    </form>
  )
}

function Preview({ preview: { moves, closes, hidden } }: { preview: DayPreview }) {
  return (
    <Notice
      tone={closes.length > 0 ? 'danger' : 'plain'}
      live="polite"
      title={t('calendars.moves', { n: moves.length })}
    >
      {moves.map(({ caseId, number, clock, mark, direction, from, to, zone }) => (
        <p key={`${caseId} ${clock} ${mark}`}>
          {t('calendars.moveLine', {
            number,
            clock: clockName(clock),
            direction: t(`direction.${direction}`),
            from: exact(from, zone),
            to: exact(to, zone),
          })}
        </p>
      ))}
      {closes.map(({ caseId, number, clock }) => (
        <p key={`${caseId} ${clock}`} className="font-semibold">
          {t('calendars.closes', { number, clock: clockName(clock) })}
        </p>
      ))}
      {hidden > 0 && <p>{t('calendars.hidden', { n: hidden })}</p>}
    </Notice>
  )
}
