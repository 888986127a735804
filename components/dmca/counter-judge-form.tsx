'use client'
import '@/lib/platform/i18n/rooms/copyright'
import '@/lib/platform/i18n/rooms/copyright-acts'
import { type FormEvent, useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { useCommand } from '@/lib/client'
import type { CounterElements } from '@/lib/features/counters/schema'
import type { DmcaView } from '@/lib/features/dmca/schema'
import { t } from '@/lib/platform/i18n/translate'
import { ElementBoxes } from './element-boxes'

const NONE: CounterElements = { signature: false, material: false, belief: false, person: false, consent: false }

/** Whether a counter-notice has all that the law asks for: then its window runs from its receipt. */
export function CounterJudgeForm({ view, onDone }: { view: DmcaView; onDone: () => void }) {
  const judge = useCommand('counters.judge')
  const counter = view.counters.find((one) => one.state === 'received')
  const [elements, setElements] = useState(counter?.elements ?? NONE)
  const [reason, setReason] = useState('')
  if (!counter) return null
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const { caseId, version } = view
    if (await judge.run({ caseId, version, counterId: counter.id, elements, reason })) onDone()
  }
  return (
    <form onSubmit={(event) => void send(event)} className="flex flex-col gap-3">
      <p dir="auto" className="wrap-anywhere">
        {counter.text}
      </p>
      <ElementBoxes value={elements} onChange={setElements} />
      <TextArea
        label={t('dmca.why')}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {judge.refusal && <RefusalNote refusal={judge.refusal} />}
      <Button type="submit" kind="main" isBusy={judge.isRunning}>
        {t(judge.isRunning ? 'dmca.saving' : 'dmca.save')}
      </Button>
    </form>
  )
}
