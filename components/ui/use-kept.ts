'use client'
import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()

/** A text that this tab keeps across pages, until it is closed. Null on the server and where nothing was kept. */
export function useKept(place: string): string | null {
  return useSyncExternalStore(
    listen,
    () => sessionStorage.getItem(place),
    () => null,
  )
}

export function keep(place: string, text: string | null): void {
  if (text === null) sessionStorage.removeItem(place)
  else sessionStorage.setItem(place, text)
  for (const tell of listeners) tell()
}

function listen(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}
