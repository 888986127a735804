'use client'
import '@/lib/platform/i18n/rooms/agent'
import { type FormEvent, useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/choice'
import { Select, TextArea, TextField } from '@/components/ui/field'
import { Panel } from '@/components/ui/panel'
import { useCommand } from '@/lib/client'
import { FEE_CENTS, REASONS, type Reason } from '@/lib/features/agent/model'
import type { AgentVersion } from '@/lib/features/agent/schema'
import { isZone } from '@/lib/platform/calendar/zones'
import { t } from '@/lib/platform/i18n/translate'

interface Props {
  current: AgentVersion | null
  zone: string
  onClose: () => void
}

const LINES = [
  'provider',
  'providerAddress',
  'name',
  'organisation',
  'address',
  'phone',
  'email',
  'registrationNumber',
] as const
type Line = (typeof LINES)[number]
const OPTIONAL: readonly Line[] = ['organisation']

/** What was filed with the Copyright Office, as the next version. */
export function AgentForm({ current, zone: own, onClose }: Props) {
  const record = useCommand('agent.record')
  const [reason, setReason] = useState<Reason>(current ? 'resubmission' : 'designation')
  const [lines, setLines] = useState<Record<Line, string>>({
    provider: current?.provider ?? '',
    providerAddress: current?.providerAddress ?? '',
    name: current?.name ?? '',
    organisation: current?.organisation ?? '',
    address: current?.address ?? '',
    phone: current?.phone ?? '',
    email: current?.email ?? '',
    registrationNumber: current?.registrationNumber ?? '',
  })
  const [registeredOn, setRegisteredOn] = useState(current?.registeredOn ?? '')
  const [zone, setZone] = useState(current?.zone ?? own)
  const [names, setNames] = useState((current?.names ?? []).join('\n'))
  const [fee, setFee] = useState(String(FEE_CENTS))
  const [receipt, setReceipt] = useState('')
  const [withStatement, setWithStatement] = useState(current?.withStatement ?? true)
  const [isTried, setTried] = useState(false)
  const isWhole =
    LINES.every((line) => OPTIONAL.includes(line) || lines[line].trim()) &&
    registeredOn !== '' &&
    isZone(zone) &&
    /^\d{1,6}$/.test(fee)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!isWhole) return
    const listed = names
      .split('\n')
      .map((name) => name.trim())
      .filter(Boolean)
    const filing = {
      reason,
      ...lines,
      registeredOn,
      zone,
      names: listed,
      feeCents: Number(fee),
      receipt,
      withStatement,
    }
    if (await record.run({ ...filing, after: current?.number ?? null })) onClose()
  }
  const needed = (is: boolean) => (isTried && is ? t('agent.needed') : undefined)
  return (
    <Panel title={t(current ? 'agent.enterAgain' : 'agent.enter')}>
      <form onSubmit={(event) => void save(event)} className="grid gap-3 wide:grid-cols-2">
        <Select
          label={t('agent.reason')}
          hint={t('agent.reasonHint')}
          value={reason}
          onChange={(event) => setReason(REASONS.find((one) => one === event.target.value) ?? reason)}
        >
          {REASONS.filter((one) => (current ? one !== 'designation' : one === 'designation')).map((one) => (
            <option key={one} value={one}>
              {t(`agent.reason.${one}`)}
            </option>
          ))}
        </Select>
        <TextField
          type="date"
          label={t('agent.registeredOn')}
          error={needed(registeredOn === '')}
          value={registeredOn}
          onChange={(event) => setRegisteredOn(event.target.value)}
        />
        {LINES.map((line) => (
          <TextField
            key={line}
            type={line === 'email' ? 'email' : 'text'}
            label={t(`agent.${line}`)}
            error={needed(!OPTIONAL.includes(line) && !lines[line].trim())}
            value={lines[line]}
            onChange={(event) => setLines({ ...lines, [line]: event.target.value })}
          />
        ))}
        <TextField
          label={t('agent.zone')}
          error={isZone(zone) ? undefined : t('agent.needed')}
          value={zone}
          onChange={(event) => setZone(event.target.value.trim())}
        />
        <TextField
          label={t('agent.feeField')}
          hint={t('agent.feeHint')}
          inputMode="numeric"
          value={fee}
          onChange={(event) => setFee(event.target.value)}
        />
        <TextField
          label={t('agent.receiptField')}
          value={receipt}
          onChange={(event) => setReceipt(event.target.value)}
        />
        <TextArea
          label={t('agent.namesField')}
          rows={3}
          value={names}
          onChange={(event) => setNames(event.target.value)}
        />
        <div className="flex flex-col gap-3 wide:col-span-2">
          <Checkbox
            label={t('agent.withStatement')}
            checked={withStatement}
            onChange={(event) => setWithStatement(event.target.checked)}
          />
          {record.refusal && <RefusalNote refusal={record.refusal} />}
          <div className="flex flex-wrap gap-2">
            <Button type="submit" kind="main" isBusy={record.isRunning}>
              {t(record.isRunning ? 'agent.saving' : 'agent.save')}
            </Button>
            <Button onClick={onClose}>{t('agent.cancel')}</Button>
          </div>
        </div>
      </form>
    </Panel>
  )
}
