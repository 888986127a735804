'use client'

let isDeparting = false
/** Whoever pressed the button in this tab is about to go, with an address of their own. */
const GRACE_MS = 400

/** Leaves for a whole new page, so that nothing of a case stays in memory. */
export function depart(address: string): void {
  isDeparting = true
  location.assign(address)
}

/** The session ended, here or elsewhere: what is on the screen goes at once, and this tab with it. */
export function leaveAll(): void {
  document.body.hidden = true
  setTimeout(() => isDeparting || location.replace('/sign-in'), GRACE_MS)
}
