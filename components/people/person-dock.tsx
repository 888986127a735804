'use client'
import { useState } from 'react'
import { isAccountAct } from '@/components/acts/account-act'
import { ACT_BUTTONS, actionFor, KEY_OF } from '@/components/acts/buttons'
import { useDesk } from '@/components/acts/desk'
import { DoneNote } from '@/components/acts/done-note'
import { useUndo } from '@/components/acts/use-undo'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { useKeys } from '@/components/ui/use-keys'
import { useCommand } from '@/lib/client'
import type { Action } from '@/lib/features/acts/schema'
import type { PersonView } from '@/lib/features/people/schema'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import { doneOf } from './standing'

type View = Pick<PersonView, 'actions' | 'acts' | 'desk' | 'mayOpenCase' | 'person'>

/** Acts on the account, in the same place as on the page of a report. Without a case, the way to one. */
export function PersonDock({ view }: { view: View }) {
  const desk = useDesk()
  const open = useCommand('people.openCase')
  const lastUndo = useUndo()
  const [meant, setMeant] = useState<Action | null>(null)
  const buttons = ACT_BUTTONS.flatMap((button) => {
    const isDone = doneOf(view.person).some((kind) => button.names.includes(kind))
    const action = actionFor(view.actions, button.names, isDone)
    return action && isAccountAct(action.name) ? [{ ...button, action, name: action.name }] : []
  })
  const press = (action: Action) => {
    setMeant(action)
    if (!action.isOff && view.desk && isAccountAct(action.name)) desk.show({ kind: action.name })
  }
  const undoLast = () => {
    const act = view.acts.find(({ isYours, isUndoable }) => isYours && isUndoable)
    if (act) void lastUndo.undo({ ...act, name: view.person.name })
  }
  useKeys(
    desk.open
      ? {}
      : {
          u: undoLast,
          ...Object.fromEntries(buttons.map(({ action, name }) => [KEY_OF[name].key, () => press(action)])),
        },
  )
  const canOpen = view.mayOpenCase && view.actions.some((action) => !action.isOff)
  const refusal = open.refusal ?? lastUndo.refusal
  return (
    <section
      aria-label={t('people.acts')}
      className="bg-paper narrow:fixed narrow:inset-e-0 narrow:bottom-(--rooms) narrow:z-20 narrow:w-full wide:border-t desk:narrow:bottom-0 desk:narrow:w-[calc(100%-var(--rail))]"
    >
      <div aria-live="polite">{refusal && <RefusalNote refusal={refusal} isFlat />}</div>
      <DoneNote {...(view.desk ? { caseId: view.desk.caseId } : {})} />
      <div className="border-t px-4 py-3 phone:py-2 wide:border-t-0">
        {view.desk === null && canOpen ? (
          <>
            <p className="mb-1.5 text-small text-ink-2">{t('people.actsNoCase')}</p>
            <Button
              kind="main"
              className="w-full"
              isBusy={open.isRunning}
              onClick={() => void open.run({ accountId: view.person.remoteId })}
            >
              {t('people.openCase')}
            </Button>
          </>
        ) : (
          <div className="flex flex-wrap gap-1.5">
            {buttons.map(({ action, name, kind }) => (
              <Button
                key={name}
                kind={kind}
                keys={KEY_OF[name].print}
                why={action.isOff ? reasonOf(action) : null}
                onPointerEnter={() => setMeant(action)}
                onFocus={() => setMeant(action)}
                onClick={() => press(action)}
                className="flex-auto"
              >
                {t(`act.${name}`)}
              </Button>
            ))}
          </div>
        )}
        <p className="mt-2 min-h-8 text-small text-ink-2 phone:hidden">{sentenceFor(view, meant)}</p>
      </div>
    </section>
  )
}

function sentenceFor({ desk }: View, meant: Action | null): string {
  if (meant) return meant.isOff ? reasonOf(meant) : t(`what.${meant.name}`)
  return desk ? t('people.actsIn', { number: desk.number }) : ''
}

const reasonOf = ({ why }: Action): string => t(messageFor('off', why ?? '', 'off.unknown'), { code: why ?? '' })
