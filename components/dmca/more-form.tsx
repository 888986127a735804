'use client'
import '@/lib/platform/i18n/rooms/copyright'
import '@/lib/platform/i18n/rooms/byhand'
import '@/lib/platform/i18n/rooms/copyright-acts'
import { type FormEvent, useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/choice'
import { TextArea, TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { useCommand } from '@/lib/client'
import type { DmcaView } from '@/lib/features/dmca/schema'
import { t } from '@/lib/platform/i18n/translate'
import { usePaper } from './use-paper'

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
      {view.may.decide && view.isOpen && !view.intimate && <Intimate view={view} onDone={onDone} />}
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

/** The same letter is a request about an intimate image as well. */
function Intimate({ view, onDone }: Props) {
  const open = useCommand('notices.openBeside')
  const [title, setTitle] = useState('')
  const { caseId, version } = view
  const save = async () => {
    if (title.trim() && (await open.run({ caseId, version, title }))) onDone()
  }
  return (
    <div className="flex flex-col gap-2">
      <TextField
        label={t('dmca.beside.intimateImage')}
        hint={t('dmca.beside.title')}
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

/** A subpoena about it: a paper of its own, whose clocks run from when it was served. */
export function SubpoenaForm({ view, onDone }: Props) {
  const open = useCommand('notices.openSubpoena')
  const paper = usePaper(view.now, '')
  const [title, setTitle] = useState('')
  const [complianceOn, setCompliance] = useState('')
  const { caseId, version } = view
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const taken = await paper.take()
    if (!taken || !title.trim()) return
    const given = { title, paper: taken, complianceOn: complianceOn || null }
    if (await open.run({ caseId, version, ...given })) onDone()
  }
  return (
    <form onSubmit={(event) => void send(event)} className="flex flex-col gap-3">
      <Notice>{t('dmca.subpoena.note')}</Notice>
      <TextField
        label={t('dmca.beside.title')}
        maxLength={200}
        required
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      {paper.fields}
      <TextField
        type="date"
        label={t('dmca.subpoena.compliance')}
        hint={t('dmca.subpoena.complianceHint')}
        value={complianceOn}
        onChange={(event) => setCompliance(event.target.value)}
      />
      {open.refusal && <RefusalNote refusal={open.refusal} />}
      <Button type="submit" kind="main" isBusy={open.isRunning}>
        {t(open.isRunning ? 'dmca.saving' : 'dmca.act.subpoena')}
      </Button>
    </form>
  )
}
