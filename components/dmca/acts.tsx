'use client'
import '@/lib/platform/i18n/rooms/copyright'
import '@/lib/platform/i18n/rooms/copyright-acts'
import { useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { PanelFrame } from '@/components/acts/panel-frame'
import { Button } from '@/components/ui/button'
import { type KeyMap, useKeys } from '@/components/ui/use-keys'
import { useCommand } from '@/lib/client'
import type { DmcaView } from '@/lib/features/dmca/schema'
import { t } from '@/lib/platform/i18n/translate'
import { CounterForm } from './counter-form'
import { CounterJudgeForm } from './counter-judge-form'
import { CourtForm, RetractForm } from './court-form'
import { DecideForm } from './decide-form'
import { ItemsForm } from './items-form'
import { LetterForm } from './letter-form'
import { MoreForm, SubpoenaForm } from './more-form'
import { type Act, actsOf, KEYS } from './open-acts'
import { whyOf } from './words'

interface Props {
  view: DmcaView
  chosen: readonly string[]
  onDone: () => void
}

/** What can be done now: what the case needs first, on top and blue; each with its key. */
export function Acts({ view, chosen, onDone }: Props) {
  // As it was when it was opened: what a form does may close what it was opened for.
  const [open, setOpen] = useState<Act | null>(null)
  const ask = useCommand('putbacks.ask')
  const approve = useCommand('putbacks.approve')
  const takeBack = useCommand('putbacks.takeBack')
  const unsuspend = useCommand('putbacks.unsuspend')
  const acts = actsOf(view)
  const { caseId, version } = view
  const press = (act: Act) => {
    const counterId = act.counterId ?? ''
    const at = { caseId, version, counterId }
    if (act.name === 'ask') return void ask.run(at)
    if (act.name === 'approve') return void approve.run(at)
    if (act.name === 'unsuspend') return void unsuspend.run({ caseId, version, accountId: act.accountId ?? '' })
    if (act.name === 'takeBack') return void takeBack.run({ ...at, reason: t('dmca.act.takeBack') })
    setOpen(act)
  }
  const keys: KeyMap = Object.fromEntries(
    acts.filter((act) => !act.why).map((act) => [KEYS[act.name], () => press(act)]),
  )
  useKeys(open ? {} : keys)
  const close = () => setOpen(null)
  const done = () => {
    setOpen(null)
    onDone()
  }
  if (open) return <Form act={open} view={view} chosen={chosen} onClose={close} onDone={done} />
  const isBusy = ask.isRunning || approve.isRunning || takeBack.isRunning || unsuspend.isRunning
  const refusal = ask.refusal ?? approve.refusal ?? takeBack.refusal ?? unsuspend.refusal
  return (
    <section aria-label={t('dmca.acts')} className="flex flex-col gap-1.5 border-b p-4">
      {acts.map((act, place) => (
        <Button
          key={act.name}
          kind={place === 0 ? 'main' : 'plain'}
          keys={KEYS[act.name]}
          why={whyOf(act.why)}
          isBusy={isBusy}
          onClick={() => press(act)}
        >
          {act.label}
        </Button>
      ))}
      {refusal && <RefusalNote refusal={refusal} />}
    </section>
  )
}

interface FormProps {
  act: Act
  view: DmcaView
  chosen: readonly string[]
  onClose: () => void
  onDone: () => void
}

function Form({ act, view, chosen, onClose, onDone }: FormProps) {
  const props = { view, onDone }
  const forms: Partial<Record<Act['name'], React.ReactNode>> = {
    judge: <DecideForm {...props} />,
    close: <DecideForm {...props} isClosing />,
    items: <ItemsForm {...props} chosen={chosen} />,
    letter: <LetterForm view={view} onDone={onDone} />,
    counterJudge: <CounterJudgeForm {...props} />,
    court: <CourtForm {...props} />,
    retract: <RetractForm {...props} />,
    counter: <CounterForm {...props} />,
    subpoena: <SubpoenaForm {...props} />,
    more: <MoreForm {...props} />,
  }
  return (
    <PanelFrame title={act.label} onClose={onClose}>
      {forms[act.name]}
    </PanelFrame>
  )
}
