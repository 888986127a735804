'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { cx } from '@/components/ui/cx'
import { type KeyMap, useKeys } from '@/components/ui/use-keys'
import { isAccountAct } from './account-act'
import type { Action } from '@/lib/features/acts/schema'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import { ACT_BUTTONS, actionFor, KEY_OF, MORE_KEY, underThumb } from './buttons'
import { useDesk } from './desk'
import { DoneNote } from './done-note'
import { DownNote } from './down-note'
import { RefusalNote } from './refusal-note'
import { type DeskCase, isQuick, useCaseWork } from './use-case-work'
import { useUndo } from './use-undo'

/** The acts, always in the same place: bottom right, on a phone above the thumb. One sentence says what the one meant does. */
export function Dock({ view }: { view: DeskCase }) {
  const desk = useDesk()
  const router = useRouter()
  const work = useCaseWork(view)
  const lastUndo = useUndo()
  const [meant, setMeant] = useState<Action | null>(null)
  const [isMore, setMore] = useState(false)
  const [edge, setEdge] = useState<string | null>(null)
  const buttons = ACT_BUTTONS.flatMap((button) => {
    const isDone = view.done?.some((kind) => button.names.includes(kind))
    const action = actionFor(view.actions, button.names, isDone)
    return action ? [{ ...button, action }] : []
  })
  const shown = buttons.filter(({ isExtra }) => isMore || !isExtra)
  const first = underThumb(buttons.map(({ action }) => action.name))
  const press = (action: Action) => {
    setMeant(action)
    if (action.isOff) return
    setMore(false)
    if (isQuick(action.name)) void work.press(action.name)
    else if (isAccountAct(action.name) || action.name === 'categorise') desk.show({ kind: action.name })
    else if (action.name === 'stop') desk.show({ kind: 'stop', reportId: null, postId: null, about: null })
    else document.querySelector<HTMLElement>('[data-note]')?.focus()
  }
  const go = (id: string | null, atTheEdge: 'case.lastOne' | 'case.firstOne') =>
    id ? router.push(`/reports/${id}`) : setEdge(t(atTheEdge))
  const undoLast = () => {
    const act = view.acts.find(({ isYours, isUndoable }) => isYours && isUndoable)
    if (act)
      void lastUndo.undo({
        caseId: view.id,
        version: view.version,
        groupId: act.groupId,
        kind: act.kind,
        name: view.person.name,
      })
  }
  const keys: KeyMap = {
    u: undoLast,
    [MORE_KEY]: () => setMore(!isMore),
    ...Object.fromEntries(['n', 'j'].map((key) => [key, () => go(view.next, 'case.lastOne')])),
    ...Object.fromEntries(['p', 'k'].map((key) => [key, () => go(view.previous, 'case.firstOne')])),
    ...Object.fromEntries(buttons.map(({ action }) => [KEY_OF[action.name].key, () => press(action)])),
  }
  useKeys(desk.open ? {} : keys)
  const refusal = work.refusal ?? lastUndo.refusal
  const clear = () => {
    work.clear()
    lastUndo.clear()
  }
  return (
    <section
      aria-label={t('act.title')}
      className="bg-paper narrow:fixed narrow:inset-e-0 narrow:bottom-(--rooms) narrow:z-20 narrow:w-full wide:border-t desk:narrow:bottom-0 desk:narrow:w-[calc(100%-var(--rail))]"
    >
      <div aria-live="polite">
        {refusal && (
          <RefusalNote refusal={refusal} isFlat onShown={clear} onTakeOver={() => void work.press('assign', true)} />
        )}
      </div>
      <DoneNote caseId={view.id} />
      <div className="border-t px-4 py-3 phone:py-2 wide:border-t-0">
        <DownNote down={view.down ?? null} className="mb-2" />
        {view.state === 'closed' && (
          <Button kind="main" keys="n" className="mb-1.5 w-full" onClick={() => go(view.next, 'case.lastOne')}>
            {t('act.next')}
          </Button>
        )}
        <div className="grid grid-cols-6 gap-1.5">
          {shown.map(({ action, kind, isWide, isExtra }) => (
            <Button
              key={action.name}
              kind={action.name === 'assign' ? 'main' : kind}
              keys={KEY_OF[action.name].print}
              why={action.isOff ? reasonOf(action) : null}
              isBusy={work.running === action.name}
              onPointerEnter={() => setMeant(action)}
              onFocus={() => setMeant(action)}
              onClick={() => press(action)}
              className={cx(
                isWide ? (isExtra ? 'col-span-6' : 'col-span-4 narrow:col-span-6') : 'col-span-3',
                !isMore && (first.includes(action.name) ? 'narrow:col-span-2' : 'narrow:hidden'),
              )}
            >
              {t(`act.${action.name}`)}
            </Button>
          ))}
          <Button
            className={cx('col-span-2', isMore && 'narrow:col-span-6')}
            keys={MORE_KEY}
            aria-expanded={isMore}
            onClick={() => setMore(!isMore)}
          >
            {t(isMore ? 'act.less' : 'act.more')}
          </Button>
        </div>
        <p className={cx('mt-2 min-h-12 text-small text-ink-2', !isMore && 'narrow:hidden')}>
          {sentenceFor(view, meant)}
        </p>
        <p aria-live="polite" className={edge ? 'text-small text-ink-2' : 'sr-only'}>
          {edge}
        </p>
      </div>
    </section>
  )
}

function sentenceFor(view: DeskCase, meant: Action | null): string {
  if (meant) return meant.isOff ? reasonOf(meant) : t(`what.${meant.name}`)
  if (view.state === 'closed') return t('what.next')
  const take = actionFor(view.actions, ['unassign', 'assign'])
  return take?.name === 'assign' ? (take.isOff ? reasonOf(take) : t('what.assign')) : t('what.none')
}

const reasonOf = ({ why }: Action): string => t(messageFor('off', why ?? '', 'off.unknown'), { code: why ?? '' })
