import { timingSafeEqual } from 'node:crypto'

const OWN_MACHINE = ['localhost', '127.0.0.1', '[::1]']

interface Asking {
  headers: Headers
  /** DOCKET_METRICS_TOKEN. */
  token: string | null
  /** The console's own address. */
  url: string
}

/**
 * Whether somebody may read the figures: with the token, or without one where the console serves its own machine alone. Who the
 * caller is says nothing: behind a proxy everybody comes from there.
 */
export function mayReadFigures({ headers, token, url }: Asking): boolean {
  if (token !== null) return isSame(headers.get('authorization') ?? '', `Bearer ${token}`)
  const { hostname, host } = new URL(url)
  // Under its own name only: a page elsewhere can make a browser ask this machine under another.
  return OWN_MACHINE.includes(hostname) && headers.get('host') === host
}

function isSame(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)]
  return one.length === other.length && timingSafeEqual(one, other)
}
