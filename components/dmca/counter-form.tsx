'use client'
import '@/lib/platform/i18n/rooms/copyright'
import '@/lib/platform/i18n/rooms/copyright-acts'
import { type FormEvent, useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { Select, TextArea, TextField } from '@/components/ui/field'
import { useCommand } from '@/lib/client'
import type { CounterElements } from '@/lib/features/counters/schema'
import type { DmcaView } from '@/lib/features/dmca/schema'
import { t } from '@/lib/platform/i18n/translate'
import { ElementBoxes } from './element-boxes'
import { usePaper } from './use-paper'

const NONE: CounterElements = { signature: false, material: false, belief: false, person: false, consent: false }

/** A counter-notice that came by any way but the form: its receipt is day 0, not its entry. */
export function CounterForm({ view, onDone }: { view: DmcaView; onDone: () => void }) {
  const enter = useCommand('counters.enter')
  const authors = [
    ...new Map(view.items.flatMap((item) => (item.accountId ? [[item.accountId, item.handle ?? '']] : []))),
  ]
  const paper = usePaper(view.now, '')
  const [accountId, setAccount] = useState(authors[0]?.[0] ?? '')
  const [said, setSaid] = useState({ name: '', address: '', phone: '', text: '' })
  const [elements, setElements] = useState(NONE)
  const set = (field: keyof typeof said) => (event: { target: { value: string } }) =>
    setSaid({ ...said, [field]: event.target.value })
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const taken = await paper.take()
    if (!taken) return
    const { at: receivedAt, channel, original } = taken
    const name = said.name || taken.party
    const counter = { ...said, name, accountId, receivedAt, channel, elements, original }
    if (await enter.run({ caseId: view.caseId, version: view.version, counter })) onDone()
  }
  return (
    <form onSubmit={(event) => void send(event)} className="flex flex-col gap-3">
      <Select
        label={t('dmca.counterForm.whose')}
        value={accountId}
        onChange={(event) => setAccount(event.target.value)}
      >
        {authors.map(([id, handle]) => (
          <option key={id} value={id}>
            {handle}
          </option>
        ))}
        <option value="">{t('dmca.counterForm.nobody')}</option>
      </Select>
      {paper.fields}
      <TextField label={t('dmca.counterForm.name')} maxLength={300} value={said.name} onChange={set('name')} />
      <TextField
        label={t('dmca.counterForm.address')}
        maxLength={1000}
        value={said.address}
        onChange={set('address')}
      />
      <TextField label={t('dmca.counterForm.phone')} maxLength={100} value={said.phone} onChange={set('phone')} />
      <TextArea label={t('dmca.counterForm.text')} maxLength={5000} value={said.text} onChange={set('text')} />
      <ElementBoxes value={elements} onChange={setElements} />
      {enter.refusal && <RefusalNote refusal={enter.refusal} />}
      <Button type="submit" kind="main" isBusy={enter.isRunning}>
        {t(enter.isRunning ? 'dmca.saving' : 'dmca.act.counter')}
      </Button>
    </form>
  )
}
