'use client'
import '@/lib/platform/i18n/rooms/copyright'
import '@/lib/platform/i18n/rooms/byhand'
import '@/lib/platform/i18n/rooms/copyright-acts'
import { useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { Checkbox, Choices, Radio } from '@/components/ui/choice'
import { TextArea, TextField } from '@/components/ui/field'
import { useCommand } from '@/lib/client'
import type { DmcaView } from '@/lib/features/dmca/schema'
import { t } from '@/lib/platform/i18n/translate'

interface Props {
  view: DmcaView
  onDone: () => void
}

/** What is needed rarely: own knowledge, a suspected misrepresentation, a case beside this one. */
export function MoreForm({ view, onDone }: Props) {
  return (
    <div className="flex flex-col gap-5">
      <Knowledge view={view} onDone={onDone} />
      {view.may.decide && <Flag view={view} onDone={onDone} />}
      {view.may.decide && view.isOpen && <Beside view={view} onDone={onDone} />}
    </div>
  )
}

function Knowledge({ view, onDone }: Props) {
  const note = useCommand('notices.noteKnowledge')
  const [text, setText] = useState(view.ownKnowledge)
  const { caseId, version } = view
  const save = async () => {
    if (text.trim() && (await note.run({ caseId, version, text }))) onDone()
  }
  return (
    <div className="flex flex-col gap-2">
      <TextArea
        label={t('dmca.knowledge')}
        hint={t('dmca.knowledgeHint')}
        maxLength={2000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button isBusy={note.isRunning} onClick={() => void save()}>
        {t('dmca.save')}
      </Button>
      {note.refusal && <RefusalNote refusal={note.refusal} />}
    </div>
  )
}

function Flag({ view, onDone }: Props) {
  const flag = useCommand('notices.flag')
  const [isMisrepresented, setFlag] = useState(view.isMisrepresented)
  const [text, setText] = useState(view.misrepresentation)
  const { caseId, version } = view
  const save = async () => {
    if (await flag.run({ caseId, version, isMisrepresented, text })) onDone()
  }
  return (
    <div className="flex flex-col gap-2">
      <Checkbox label={t('dmca.flag')} checked={isMisrepresented} onChange={(event) => setFlag(event.target.checked)} />
      <TextArea label={t('dmca.why')} maxLength={2000} value={text} onChange={(event) => setText(event.target.value)} />
      <Button isBusy={flag.isRunning} onClick={() => void save()}>
        {t('dmca.save')}
      </Button>
      {flag.refusal && <RefusalNote refusal={flag.refusal} />}
    </div>
  )
}

const BESIDE = ['intimateImage', 'legalOrder'] as const

function Beside({ view, onDone }: Props) {
  const open = useCommand('notices.openBeside')
  const [kind, setKind] = useState<(typeof BESIDE)[number]>('legalOrder')
  const [title, setTitle] = useState('')
  const { caseId, version } = view
  const save = async () => {
    if (title.trim() && (await open.run({ caseId, version, kind, title }))) onDone()
  }
  return (
    <div className="flex flex-col gap-2">
      <Choices legend={t('dmca.beside')}>
        {BESIDE.map((one) => (
          <Radio
            key={one}
            name="beside"
            label={t(`dmca.beside.${one}`)}
            checked={kind === one}
            onChange={() => setKind(one)}
          />
        ))}
      </Choices>
      <TextField
        label={t('dmca.beside.title')}
        maxLength={200}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      <Button isBusy={open.isRunning} onClick={() => void save()}>
        {t('hand.create')}
      </Button>
      {open.refusal && <RefusalNote refusal={open.refusal} />}
    </div>
  )
}
