const FIRST_ROOM = '/reports'

/** Where to go after signing in: a path of this console, never another site. next-auth writes whole addresses, others paths. */
export function returnPath(asked: string | string[] | undefined): string {
  if (typeof asked !== 'string') return FIRST_ROOM
  const { pathname, search } = URL.canParse(asked, NOWHERE) ? new URL(asked, NOWHERE) : new URL(FIRST_ROOM, NOWHERE)
  const isRoom = /^\/(reports|safety|audit|settings)(\/|$)/.test(pathname)
  return isRoom ? `${pathname}${search}` : FIRST_ROOM
}
const NOWHERE = 'https://console.invalid'
