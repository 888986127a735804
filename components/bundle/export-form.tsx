'use client'
import '@/lib/platform/i18n/rooms/exports'
import { type FormEvent, useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { Checkbox, Choices } from '@/components/ui/choice'
import { Select, TextField } from '@/components/ui/field'
import { download, Refusal } from '@/lib/client'
import type { Withholdable } from '@/lib/features/redaction/model'
import { t } from '@/lib/platform/i18n/translate'
import { save } from './save'

const PARTS: readonly Withholdable[] = ['thirdParties', 'moderators']
const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone
const zones = (): string[] => [...new Set(['UTC', ownZone(), ...Intl.supportedValuesOf('timeZone')])]

/** For whom, what they are not to learn, and in which zone the times stand. */
export function ExportForm({ caseId, onMade }: { caseId: string; onMade: () => void }) {
  const [withhold, setWithhold] = useState<readonly Withholdable[]>(['thirdParties'])
  const [purpose, setPurpose] = useState('')
  const [zone, setZone] = useState(ownZone)
  const [bytes, setBytes] = useState<number | null>(null)
  const [made, setMade] = useState<string | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const isRunning = bytes !== null && made === null
  const toggle = (part: Withholdable, isOn: boolean) =>
    setWithhold(PARTS.filter((one) => (one === part ? isOn : withhold.includes(one))))
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (isRunning) return
    setRefusal(null)
    setMade(null)
    setBytes(0)
    try {
      const file = await download('bundle.export', { caseId, withhold, purpose, zone }, setBytes)
      save(file)
      setMade(file.name)
      onMade()
    } catch (error) {
      setBytes(null)
      if (!(error instanceof Refusal)) throw error
      setRefusal(error)
    }
  }
  return (
    <form onSubmit={(event) => void send(event)} className="flex flex-col gap-3">
      <p className="text-ink-2">{t('export.text')}</p>
      <TextField
        label={t('export.purpose')}
        hint={t('export.purposeHint')}
        value={purpose}
        maxLength={300}
        required
        onChange={(event) => setPurpose(event.target.value)}
      />
      <Choices legend={t('export.withhold')} hint={t('export.never')}>
        {PARTS.map((part) => (
          <Checkbox
            key={part}
            label={t(`export.part.${part}`)}
            hint={t(`export.hint.${part}`)}
            checked={withhold.includes(part)}
            onChange={(event) => toggle(part, event.target.checked)}
          />
        ))}
      </Choices>
      <Select label={t('export.zone')} value={zone} onChange={(event) => setZone(event.target.value)}>
        {zones().map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </Select>
      {refusal && <RefusalNote refusal={refusal} />}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" kind="main" isBusy={isRunning}>
          {t('export.go')}
        </Button>
        <p role="status" className="text-small text-ink-2">
          {made && t('export.made', { file: made })}
          {isRunning && t('export.running', { mb: Math.round(bytes / 100_000) / 10 })}
        </p>
      </div>
    </form>
  )
}
