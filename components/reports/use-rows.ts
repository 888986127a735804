'use client'
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { keep, useKept } from '@/components/ui/use-kept'

const PLACE = 'docket.queue.row'

/**
 * The row that the keys mean: one of the list is reachable by tab, j and k move it. Coming back finds it again, and when it
 * has left the queue, whoever has moved up into its place.
 */
export function useRows(ids: readonly string[], list: RefObject<HTMLElement | null>) {
  const [wanted = '', place = '0'] = useKept(PLACE)?.split(' ') ?? []
  const found = ids.indexOf(wanted)
  const at = found >= 0 ? found : Math.max(0, Math.min(ids.length - 1, Number(place)))
  useKeptFocus(list, ids[at])
  const choose = (id: string) => keep(PLACE, `${id} ${ids.indexOf(id)}`)
  const move = (step: number) => {
    // The first press shows where one stands; from then on each moves.
    const isThere = list.current?.contains(document.activeElement) === true
    const next = ids[isThere ? Math.min(ids.length - 1, Math.max(0, at + step)) : at]
    if (!next) return
    choose(next)
    list.current?.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus()
  }
  return { active: ids[at] ?? null, choose, move }
}

/** A row that leaves the list under somebody's fingers hands the focus to the one in its place; else the keys would be lost. */
function useKeptFocus(list: RefObject<HTMLElement | null>, active: string | undefined): void {
  const focused = useRef<Element | null>(null)
  useEffect(() => {
    const note = () => {
      focused.current = list.current?.contains(document.activeElement) ? document.activeElement : null
    }
    document.addEventListener('focusin', note)
    return () => document.removeEventListener('focusin', note)
  }, [list])
  useLayoutEffect(() => {
    if (!focused.current || focused.current.isConnected || document.activeElement !== document.body) return
    list.current?.querySelector<HTMLElement>(`[data-row="${active}"]`)?.focus()
  })
}
