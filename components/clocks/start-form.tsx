'use client'
import '@/lib/platform/i18n/rooms/clocks'
import '@/lib/platform/i18n/rooms/byhand'
import { type FormEvent, useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { useZone } from '@/components/shell/zone'
import { Button } from '@/components/ui/button'
import { Select, TextField } from '@/components/ui/field'
import { useCommand } from '@/lib/client'
import { CLOCK_NAMES, ruleOf } from '@/lib/features/deadlines/deadlines'
import { isZone } from '@/lib/platform/calendar/zones'
import { t } from '@/lib/platform/i18n/translate'
import { MomentField, momentOf, typedOf } from './moment-field'
import { clockName } from './words'

interface Props {
  at: { caseId: string; version: number }
  startAt: string
  calendars: readonly string[]
  onClose: () => void
}

/** Starts any clock of the engine on a case. */
export function StartForm({ at, startAt, calendars, onClose }: Props) {
  const own = useZone()
  const start = useCommand('deadlines.start')
  const [name, setName] = useState('')
  const [zone, setZone] = useState(own)
  const [calendar, setCalendar] = useState('')
  const [typed, setTyped] = useState(typedOf(startAt, own))
  const [compliance, setCompliance] = useState('')
  const [isTried, setTried] = useState(false)
  const clock = CLOCK_NAMES.find((one) => one === name)
  const rule = clock ? ruleOf(clock) : null
  const isKnownZone = isZone(zone)
  const moment = isKnownZone ? momentOf(typed, zone) : null
  const isWhole = clock && moment && (!rule?.needsCalendar || calendar)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!isWhole) return
    const given = { clock, at: moment, zone, calendar: calendar || null, complianceOn: compliance || null }
    if (await start.run({ ...at, start: given })) onClose()
  }
  const missing = (is: boolean) => (isTried && is ? t('hand.missing') : undefined)
  return (
    <form onSubmit={(event) => void save(event)} className="mt-3 flex flex-col gap-3 rounded border bg-sheet p-3">
      <Select
        label={t('clock.which')}
        hint={rule ? t('clock.by', { citation: rule.citation, family: t(`family.${rule.family}`) }) : undefined}
        error={missing(!clock)}
        value={name}
        onChange={(event) => setName(event.target.value)}
      >
        <option value="">{t('clock.whichNone')}</option>
        {CLOCK_NAMES.map((one) => (
          <option key={one} value={one}>
            {clockName(one)}
          </option>
        ))}
      </Select>
      <TextField
        label={t('clock.zoneField')}
        hint={t('clock.zoneHint')}
        error={isKnownZone ? undefined : t('hand.missing')}
        value={zone}
        onChange={(event) => setZone(event.target.value.trim())}
      />
      <MomentField
        label={t('hand.receivedAt', { zone })}
        hint={t('hand.receivedHint')}
        error={missing(!moment)}
        value={typed}
        onChange={setTyped}
      />
      {rule?.needsCalendar && (
        <CalendarField calendars={calendars} value={calendar} onChange={setCalendar} error={missing(!calendar)} />
      )}
      {rule?.namesDate && (
        <TextField
          type="date"
          label={t('clock.compliance')}
          value={compliance}
          onChange={(event) => setCompliance(event.target.value)}
        />
      )}
      {start.refusal && <RefusalNote refusal={start.refusal} />}
      <div className="flex gap-2">
        <Button type="submit" kind="main" isBusy={start.isRunning}>
          {t('clock.begin')}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {t('clock.cancel')}
        </Button>
      </div>
    </form>
  )
}

/** Whose holidays a clock counts. */
export function CalendarField({
  calendars,
  value,
  onChange,
  error,
}: {
  calendars: readonly string[]
  value: string
  onChange: (value: string) => void
  error?: string | undefined
}) {
  return (
    <Select
      label={t('clock.calendarField')}
      error={error}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{t('clock.calendarNone')}</option>
      {calendars.map((id) => (
        <option key={id} value={id}>
          {id}
        </option>
      ))}
    </Select>
  )
}
