'use client'
import { type FormEvent, useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { Panel } from '@/components/ui/panel'
import { useCommand } from '@/lib/client'
import type { CaseView } from '@/lib/features/reports/schema'
import { t } from '@/lib/platform/i18n/translate'
import { agoIn } from './ago'

/** What the team says to itself about a case. Never leaves the console. */
export function Team({ caseId, notes, now }: { caseId: string; notes: CaseView['notes']; now: string }) {
  return (
    <Panel title={t('team.title')} look="plain">
      {notes.length === 0 && <p className="mb-2 text-ink-2">{t('team.none')}</p>}
      <ul className="flex flex-col gap-2">
        {notes.map((note) => (
          <li key={note.id}>
            <p dir="auto" className="wrap-anywhere whitespace-pre-line">
              {note.text}
            </p>
            <p className="text-small text-ink-2">
              {t('team.by', { by: note.isYours ? t('team.you') : note.by, age: agoIn(note.at, now) })}
            </p>
          </li>
        ))}
      </ul>
      <AddNote caseId={caseId} />
    </Panel>
  )
}

function AddNote({ caseId }: { caseId: string }) {
  const { run, isRunning, refusal } = useCommand('cases.addNote')
  const [text, setText] = useState('')
  const [isOpen, setOpen] = useState(false)
  const send = async (event?: FormEvent) => {
    event?.preventDefault()
    if (text.trim() && (await run({ caseId, text }))) setText('')
  }
  return (
    <form onSubmit={(event) => void send(event)} className="mt-2 flex flex-col gap-1.5">
      <TextArea
        data-note
        label={t('team.label')}
        isLabelHidden
        placeholder={t('team.add')}
        hint={isOpen || text ? t('team.hint') : undefined}
        rows={1}
        maxLength={5000}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur()
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send()
        }}
      />
      {refusal && <RefusalNote refusal={refusal} />}
      {text.trim() && (
        <Button type="submit" size="small" className="self-start" isBusy={isRunning}>
          {t('team.save')}
        </Button>
      )}
    </form>
  )
}
