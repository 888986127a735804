'use client'

let isDeparting = false
/** Whoever pressed the button in this tab is about to go, with an address of their own. */
const GRACE_MS = 400

const farewells = new Set<() => void>()

/** Is said to the other tabs when this one departs. */
export function atDeparture(say: () => void): () => void {
  farewells.add(say)
  return () => void farewells.delete(say)
}

/**
 * Leaves for a whole new page, so that nothing of a case stays in memory. The session is over: the other tabs are told before
 * this one lets go of the stream, or the next to read it would be refused.
 */
export function depart(address: string): void {
  isDeparting = true
  for (const say of farewells) say()
  location.assign(address)
}

/** The session ended, here or elsewhere: what is on the screen goes at once, and this tab with it. */
export function leaveAll(): void {
  document.body.hidden = true
  setTimeout(() => isDeparting || location.replace('/sign-in'), GRACE_MS)
}
