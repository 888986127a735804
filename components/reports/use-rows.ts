'use client'
import type { RefObject } from 'react'
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
