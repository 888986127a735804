'use client'
import '@/lib/platform/i18n/rooms/copyright'
import '@/lib/platform/i18n/rooms/copyright-acts'
import '@/lib/platform/i18n/rooms/byhand'
import { type FormEvent, useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { MomentField, momentOf, typedOf } from '@/components/clocks/moment-field'
import { useZone } from '@/components/shell/zone'
import { Button } from '@/components/ui/button'
import { Choices, Radio } from '@/components/ui/choice'
import { Select, TextArea, TextField } from '@/components/ui/field'
import { type CommandHook, useCommand } from '@/lib/client'
import type { DmcaView } from '@/lib/features/dmca/schema'
import { t } from '@/lib/platform/i18n/translate'

const STEPS = ['valid', 'defectiveCurable', 'defectiveCore', 'notCopyright', 'duplicate', 'reject'] as const
type Step = (typeof STEPS)[number] | 'close'
const KINDS = ['intimateImage', 'illegalContent', 'legalOrder', 'dataRequest', 'underAge', 'other'] as const
type Decision = Parameters<CommandHook<'notices.decide'>['run']>[0]['decision']

interface Props {
  view: DmcaView
  isClosing?: boolean
  onDone: () => void
}

/** What the notice is found to be, of what its elements leave open. */
export function DecideForm({ view, isClosing = false, onDone }: Props) {
  const zone = useZone()
  const decide = useCommand('notices.decide')
  const open = STEPS.filter((step) => view.barriers[step] === null)
  const [step, setStep] = useState<Step | null>(isClosing ? 'close' : (open[0] ?? null))
  const [reason, setReason] = useState('')
  const [kind, setKind] = useState<(typeof KINDS)[number]>('intimateImage')
  const [of, setOf] = useState('')
  const [done, setDone] = useState(view.knowledgeDone)
  const isAsked = isClosing && view.ownKnowledge !== ''
  const [curedAt, setCuredAt] = useState(typedOf(view.now, zone))
  const [isTried, setTried] = useState(false)
  const needsReason = step === 'notCopyright' || step === 'reject' || step === 'close'
  const isCure = step === 'valid' && view.state !== 'received'
  const cured = isCure ? momentOf(curedAt, zone) : null
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const decision = step ? decisionOf(step, { reason, kind, of, cured, isCure, done }) : null
    if (isAsked && !done.trim()) return
    if (!decision) return
    if (await decide.run({ caseId: view.caseId, version: view.version, decision })) onDone()
  }
  const missing = (is: boolean) => (isTried && is ? t('dmca.missingField') : undefined)
  return (
    <form onSubmit={(event) => void send(event)} className="flex flex-col gap-3">
      {!isClosing && (
        <Choices legend={t('dmca.decide.what')}>
          {open.map((one) => (
            <Radio
              key={one}
              name="step"
              label={t(`dmca.decide.${one}`)}
              checked={step === one}
              onChange={() => setStep(one)}
            />
          ))}
        </Choices>
      )}
      {step === 'notCopyright' && (
        <Select
          label={t('dmca.decide.kind')}
          value={kind}
          onChange={(event) => setKind(KINDS.find((one) => one === event.target.value) ?? kind)}
        >
          {KINDS.map((one) => (
            <option key={one} value={one}>
              {t(`hand.kind.${one}`)}
            </option>
          ))}
        </Select>
      )}
      {step === 'duplicate' && (
        <TextField
          label={t('dmca.decide.of')}
          inputMode="numeric"
          maxLength={9}
          error={missing(!/^\d+$/.test(of))}
          value={of}
          onChange={(event) => setOf(event.target.value)}
        />
      )}
      {isCure && (
        <MomentField
          label={t('dmca.decide.curedAt', { zone })}
          error={missing(!cured)}
          value={curedAt}
          onChange={setCuredAt}
        />
      )}
      {needsReason && (
        <TextArea
          label={t('dmca.decide.reason')}
          maxLength={2000}
          error={missing(!reason.trim())}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      )}
      {isAsked && (
        <TextArea
          label={t('dmca.knowledgeDone')}
          hint={view.ownKnowledge}
          maxLength={2000}
          error={missing(!done.trim())}
          value={done}
          onChange={(event) => setDone(event.target.value)}
        />
      )}
      {decide.refusal && <RefusalNote refusal={decide.refusal} />}
      <Button type="submit" kind="main" isBusy={decide.isRunning}>
        {t(decide.isRunning ? 'dmca.saving' : 'dmca.save')}
      </Button>
    </form>
  )
}

interface Typed {
  reason: string
  kind: (typeof KINDS)[number]
  of: string
  cured: string | null
  isCure: boolean
  done: string
}

function decisionOf(step: Step, { reason, kind, of, cured, isCure, done }: Typed): Decision | null {
  if (step === 'valid') return isCure && !cured ? null : { step, curedAt: cured }
  if (step === 'duplicate') return /^\d+$/.test(of) ? { step, of: Number(of) } : null
  if (step === 'defectiveCore' || step === 'defectiveCurable') return { step }
  if (!reason.trim()) return null
  if (step === 'close') return { step, reason, knowledgeDone: done }
  return step === 'notCopyright' ? { step, kind, reason } : { step, reason }
}
