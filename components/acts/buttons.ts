import type { ButtonKind } from '@/components/ui/button'
import type { Action } from '@/lib/features/acts/schema'
import { t } from '@/lib/platform/i18n/translate'

type Name = Action['name']

interface ActButton {
  /** Which of the view's actions it stands for: an act and its opposite share a place, the opposite first. */
  names: readonly Name[]
  kind: ButtonKind
  isWide?: boolean
  /** Seldom needed: behind More everywhere. */
  isExtra?: boolean
}

export const ACT_BUTTONS: readonly ActButton[] = [
  { names: ['unassign', 'assign'], kind: 'plain' },
  { names: ['reopen', 'resolve'], kind: 'plain' },
  { names: ['warn'], kind: 'plain' },
  { names: ['unlimit', 'limit'], kind: 'plain' },
  { names: ['unsuspend', 'suspend'], kind: 'danger' },
  { names: ['note'], kind: 'plain' },
  { names: ['unfreeze', 'freeze'], kind: 'plain', isExtra: true },
  { names: ['unmarkSensitive', 'markSensitive'], kind: 'plain', isExtra: true },
  { names: ['categorise'], kind: 'plain', isWide: true, isExtra: true },
  { names: ['stop'], kind: 'danger', isWide: true },
]

const LIKELY: readonly Name[] = ['assign', 'resolve', 'reopen', 'warn', 'note']

/** The two acts that stand above the thumb on a phone; the others are behind More. */
export const underThumb = (shown: readonly Name[]): Name[] => LIKELY.filter((name) => shown.includes(name)).slice(0, 2)

/** The key of each act, as `useKeys` names it and as it is printed. */
export const KEY_OF: Record<Name, { key: string; print: string }> = {
  assign: { key: 'c', print: 'c' },
  unassign: { key: 'c', print: 'c' },
  resolve: { key: 'r', print: 'r' },
  reopen: { key: 'o', print: 'o' },
  warn: { key: 'w', print: 'w' },
  limit: { key: 'l', print: 'l' },
  unlimit: { key: 'l', print: 'l' },
  suspend: { key: 'Shift+S', print: t('key.shift', { key: 'S' }) },
  unsuspend: { key: 'Shift+S', print: t('key.shift', { key: 'S' }) },
  freeze: { key: 'f', print: 'f' },
  unfreeze: { key: 'f', print: 'f' },
  markSensitive: { key: 'h', print: 'h' },
  unmarkSensitive: { key: 'h', print: 'h' },
  categorise: { key: 'e', print: 'e' },
  note: { key: 'm', print: 'm' },
  stop: { key: 'Shift+X', print: t('key.shift', { key: 'X' }) },
}

/**
 * Of an act and its opposite the first that can be done, so that what was done can be undone. When neither can, the act; or
 * its opposite where `isDone` says that it stands.
 */
export function actionFor(actions: readonly Action[], names: readonly Name[], isDone = false): Action | null {
  const named = names.flatMap((name) => actions.filter((action) => action.name === name))
  return named.find((action) => !action.isOff) ?? named.at(isDone ? 0 : -1) ?? null
}

/** Shows and hides the acts that are seldom needed. */
export const MORE_KEY = 'a'
