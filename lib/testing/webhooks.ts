import { createHmac } from 'node:crypto'

/** A request to the webhook route, and what becomes of it if all is well. */
export interface Shot {
  body: string
  signature: string | null
  /** `first`: to be kept; `replayed`: was sent before; `forged`: not signed with a secret that counts. */
  kind: 'first' | 'replayed' | 'forged'
}

export const signatureOf = (secret: string, body: string): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

export const shot = (secret: string, body: string, kind: Shot['kind'] = 'first'): Shot => ({
  body,
  signature: signatureOf(secret, body),
  kind,
})

/** As the fake and Mastodon write it. `updated_at` says how old the state in it is. */
export function tellingBody(event: string, object: { id: string; updated_at?: string }, at: Date): string {
  return JSON.stringify({ event, created_at: at.toISOString(), object })
}

export interface Storm {
  count: number
  secrets: readonly string[]
  /** `Admin::Report` of each report that is told of. */
  reports: readonly { id: string; updated_at: string }[]
  now: Date
}

/**
 * So many deliveries about the same reports, a third of them forged, replayed or out of order; the same in every run. No two
 * of the first ones have the same body.
 */
export function stormOf({ count, secrets, reports, now }: Storm): Shot[] {
  const shots: Shot[] = []
  for (let n = 0; shots.length < count; n++) {
    const [secret = '', report = { id: '0', updated_at: '' }] = [
      secrets[n % secrets.length],
      reports[n % reports.length],
    ]
    const turn = n % 9
    // Out of order: what it says is an hour older than what was told before.
    const isLate = turn === 8
    const updated_at = isLate ? new Date(Date.parse(report.updated_at) - 3600_000).toISOString() : report.updated_at
    const body = tellingBody('report.updated', { ...report, updated_at }, new Date(now.getTime() + n))
    const earlier = shots.findLast((one) => one.kind === 'first')
    if (turn === 4) shots.push(forged(n, body, secret))
    else if (turn === 6 && earlier) shots.push({ ...earlier, kind: 'replayed' })
    else shots.push(shot(secret, body))
  }
  return shots
}

function forged(n: number, body: string, secret: string): Shot {
  const right = signatureOf(secret, body)
  const ways = [
    { body, signature: signatureOf('0'.repeat(40), body) },
    { body: body.replace('"id":"', '"id":"9'), signature: right },
    { body: body.slice(0, -20), signature: right },
    { body, signature: null },
    { body, signature: `${right.slice(0, -1)}${right.endsWith('0') ? '1' : '0'}` },
    { body, signature: right.replace('sha256=', 'sha1=') },
  ]
  return { ...(ways[Math.floor(n / 9) % ways.length] ?? { body, signature: null }), kind: 'forged' }
}

/** The sender over HTTP, to the address of the route; a console that does not answer counts as 0. */
export const sendTo =
  (address: string) =>
  async ({ body, signature }: Pick<Shot, 'body' | 'signature'>): Promise<number> => {
    const headers = { 'content-type': 'application/json', ...(signature ? { 'x-hub-signature': signature } : {}) }
    const answer = await fetch(address, { method: 'POST', headers, body }).catch(() => null)
    await answer?.arrayBuffer()
    return answer?.status ?? 0
  }

/** What `fire` tells when none was taken wrongly and none lost. */
export function expectedOf(shots: readonly Shot[]): Record<string, number> {
  const count = (kind: Shot['kind']) => shots.filter((one) => one.kind === kind).length
  return { 'first 200': count('first'), 'replayed 200': count('replayed'), 'forged 401': count('forged') }
}

/** Sends them, so many at once, in order; tells how many of each kind were answered with which status. */
export async function fire(
  shots: readonly Shot[],
  send: (one: Shot) => Promise<number>,
  atOnce = 8,
): Promise<Record<string, number>> {
  const told: Record<string, number> = {}
  let next = 0
  const gun = async () => {
    for (let one = shots[next++]; one; one = shots[next++]) {
      const label = `${one.kind} ${await send(one)}`
      told[label] = (told[label] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({ length: atOnce }, gun))
  return told
}
