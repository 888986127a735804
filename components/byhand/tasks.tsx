'use client'
import '@/lib/platform/i18n/rooms/byhand'
import { type FormEvent, useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/choice'
import { TextField } from '@/components/ui/field'
import { Panel } from '@/components/ui/panel'
import { useZone } from '@/components/shell/zone'
import { useCommand } from '@/lib/client'
import type { HandView } from '@/lib/features/byhand/schema'
import { exact } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'

interface Props {
  at: { caseId: string; version: number }
  tasks: HandView['tasks']
  mayWork: boolean
}

/** What there is to do in a case, ticked by whoever has done it. Shown as pressed at once. */
export function Tasks({ at, tasks, mayWork }: Props) {
  const zone = useZone()
  const set = useCommand('byhand.setTask')
  const add = useCommand('byhand.addTask')
  const [text, setText] = useState('')
  const [pressed, setPressed] = useState({ id: '', isDone: false })
  const tick = (taskId: string, isDone: boolean) => {
    if (!mayWork || set.isRunning) return
    setPressed({ id: taskId, isDone })
    void set.run({ ...at, taskId, isDone })
  }
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() && (await add.run({ ...at, text }))) setText('')
  }
  const refusal = set.refusal ?? add.refusal
  return (
    <Panel title={t('hand.tasksPanel')} look="plain">
      {tasks.length === 0 && <p className="text-ink-2">{t('hand.noTasks')}</p>}
      {tasks.map(({ id, text: words, doneAt, doneBy }) => (
        <Checkbox
          key={id}
          label={<span dir="auto">{words}</span>}
          hint={doneAt ? t('hand.doneBy', { at: exact(doneAt, zone), by: doneBy ?? '' }) : undefined}
          checked={set.isRunning && pressed.id === id ? pressed.isDone : doneAt !== null}
          aria-disabled={!mayWork || set.isRunning || undefined}
          onChange={(event) => tick(id, event.target.checked)}
        />
      ))}
      {mayWork && (
        <form onSubmit={(event) => void save(event)} className="mt-2 flex items-end gap-2">
          <TextField
            label={t('hand.addTask')}
            className="min-w-0 flex-1"
            maxLength={300}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <Button type="submit" isBusy={add.isRunning}>
            {t(add.isRunning ? 'hand.adding' : 'hand.add')}
          </Button>
        </form>
      )}
      {refusal && <RefusalNote refusal={refusal} />}
    </Panel>
  )
}
