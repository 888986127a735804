/** Leads on to the first room that the person may enter. */
const HOME = '/'

/** Where to go after signing in: a path of this console, never another site. next-auth writes whole addresses, others paths. */
export function returnPath(asked: string | string[] | undefined): string {
  if (typeof asked !== 'string') return HOME
  const { pathname, search } = URL.canParse(asked, NOWHERE) ? new URL(asked, NOWHERE) : new URL(HOME, NOWHERE)
  const isRoom = /^\/(reports|room|safety|audit|settings)(\/|$)/.test(pathname)
  return isRoom ? `${pathname}${search}` : HOME
}
const NOWHERE = 'https://console.invalid'
