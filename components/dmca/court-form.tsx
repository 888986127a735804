'use client'
import '@/lib/platform/i18n/rooms/copyright'
import '@/lib/platform/i18n/rooms/copyright-acts'
import { type FormEvent, useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { Checkbox, Choices, Radio } from '@/components/ui/choice'
import { Select, TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { useCommand } from '@/lib/client'
import type { DmcaView } from '@/lib/features/dmca/schema'
import { t } from '@/lib/platform/i18n/translate'
import { usePaper } from './use-paper'

const SORTS = ['action', 'claim', 'restraint', 'dismissal', 'order', 'threat'] as const

interface Props {
  view: DmcaView
  onDone: () => void
}

/** A paper of a court or the Claims Board: from the moment it is entered, nothing is put back. */
export function CourtForm({ view, onDone }: Props) {
  const enter = useCommand('putbacks.enterCourtPaper')
  const paper = usePaper(view.now, view.sender.name)
  const [sort, setSort] = useState<(typeof SORTS)[number]>('action')
  const [isFromSender, setFromSender] = useState(true)
  const [isSameMaterial, setSameMaterial] = useState(true)
  const [docket, setDocket] = useState('')
  const [counterId, setCounter] = useState(view.counters.length === 1 ? (view.counters[0]?.id ?? null) : null)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const taken = await paper.take()
    if (!taken) return
    const { caseId, version } = view
    const facts = { sort, isFromSender, isSameMaterial, docket }
    if (await enter.run({ caseId, version, counterId, ...facts, paper: taken })) onDone()
  }
  return (
    <form onSubmit={(event) => void send(event)} className="flex flex-col gap-3">
      <Notice>{t('dmca.paper.courtNote')}</Notice>
      {view.counters.length > 1 && (
        <Select
          label={t('dmca.paper.counter')}
          value={counterId ?? ''}
          onChange={(event) => setCounter(event.target.value || null)}
        >
          <option value="">{t('dmca.paper.allCounters')}</option>
          {view.counters.map((one) => (
            <option key={one.id} value={one.id}>
              {t('dmca.counterOf', { handle: one.handle })} · {t(`dmca.counter.${one.state}`)}
            </option>
          ))}
        </Select>
      )}
      <Choices legend={t('dmca.paper.court')}>
        {SORTS.map((one) => (
          <Radio
            key={one}
            name="sort"
            label={t(`dmca.sort.${one}`)}
            checked={sort === one}
            onChange={() => setSort(one)}
          />
        ))}
      </Choices>
      <Checkbox
        label={t('dmca.paper.isFromSender')}
        checked={isFromSender}
        onChange={(event) => setFromSender(event.target.checked)}
      />
      <Checkbox
        label={t('dmca.paper.isSameMaterial')}
        checked={isSameMaterial}
        onChange={(event) => setSameMaterial(event.target.checked)}
      />
      <TextField
        label={t('dmca.paper.docket')}
        maxLength={200}
        value={docket}
        onChange={(event) => setDocket(event.target.value)}
      />
      {paper.fields}
      {enter.refusal && <RefusalNote refusal={enter.refusal} />}
      <Button type="submit" kind="main" isBusy={enter.isRunning}>
        {t(enter.isRunning ? 'dmca.saving' : 'dmca.act.court')}
      </Button>
    </form>
  )
}

/** Whoever complained takes the notice back. */
export function RetractForm({ view, onDone }: Props) {
  const retract = useCommand('putbacks.retract')
  const paper = usePaper(view.now, view.sender.name)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const taken = await paper.take()
    if (!taken) return
    if (await retract.run({ caseId: view.caseId, version: view.version, paper: taken })) onDone()
  }
  return (
    <form onSubmit={(event) => void send(event)} className="flex flex-col gap-3">
      <Notice tone="warn">{t('dmca.paper.retractNote')}</Notice>
      {paper.fields}
      {retract.refusal && <RefusalNote refusal={retract.refusal} />}
      <Button type="submit" kind="main" isBusy={retract.isRunning}>
        {t(retract.isRunning ? 'dmca.saving' : 'dmca.act.retract')}
      </Button>
    </form>
  )
}
