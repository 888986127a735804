'use client'
import '@/lib/platform/i18n/rooms/clocks'
import '@/lib/platform/i18n/rooms/byhand'
import { type FormEvent, useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { Select, TextArea } from '@/components/ui/field'
import { useCommand } from '@/lib/client'
import type { ClockView, EntryInput } from '@/lib/features/deadlines/schema'
import { t } from '@/lib/platform/i18n/translate'
import { MomentField, momentOf, typedOf } from './moment-field'

interface Props {
  clock: ClockView
  at: { caseId: string; version: number }
  now: string
  onClose: () => void
}

type Kind = Exclude<EntryInput['kind'], 'recomputed'>
const isWritten = (kind: string): kind is Kind => kind !== 'recomputed' && kind !== 'started'

/** A line for the ledger of a clock, at the moment at which it happened. */
export function EntryForm({ clock, at, now, onClose }: Props) {
  const enter = useCommand('deadlines.enter')
  const kinds = clock.may.filter(isWritten)
  const [kind, setKind] = useState<Kind>(kinds.includes('met') ? 'met' : (kinds[0] ?? 'met'))
  const [typed, setTyped] = useState(typedOf(now, clock.zone))
  const [reason, setReason] = useState('')
  const [isTried, setTried] = useState(false)
  const moment = momentOf(typed, clock.zone)
  const needsReason = kind !== 'met' && kind !== 'renewed'
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!moment || (needsReason && !reason.trim())) return
    const entry = { kind, at: moment, reason: reason.trim() }
    if (await enter.run({ ...at, clockId: clock.id, entry })) onClose()
  }
  return (
    <form onSubmit={(event) => void save(event)} className="mt-1 flex flex-col gap-3 rounded border bg-sheet p-3">
      <Select
        label={t('clock.what')}
        value={kind}
        onChange={(event) => setKind(kinds.find((one) => one === event.target.value) ?? kind)}
      >
        {kinds.map((one) => (
          <option key={one} value={one}>
            {t(`clock.entry.${one}`)}
          </option>
        ))}
      </Select>
      <MomentField
        label={t('clock.at', { zone: clock.zone })}
        hint={t('clock.atHint')}
        error={isTried && !moment ? t('hand.missing') : undefined}
        value={typed}
        onChange={setTyped}
      />
      {kind !== 'renewed' && (
        <TextArea
          label={t('clock.reason')}
          rows={1}
          maxLength={500}
          error={isTried && needsReason && !reason.trim() ? t('hand.missing') : undefined}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      )}
      {enter.refusal && <RefusalNote refusal={enter.refusal} />}
      <div className="flex gap-2">
        <Button type="submit" kind="main" isBusy={enter.isRunning}>
          {t(enter.isRunning ? 'clock.saving' : 'clock.save')}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {t('clock.cancel')}
        </Button>
      </div>
    </form>
  )
}
