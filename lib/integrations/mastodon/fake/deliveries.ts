import { createHash, createHmac } from 'node:crypto'
import { request as plainRequest } from 'node:http'
import { request as tlsRequest } from 'node:https'
import type { State, Webhook } from './state'
import { RELEASES, since } from './versions'
import { bodyOf, type Happening } from './webhooks'

const RETRIES = 16
const AT_ONCE = 5
const ANSWER_MS = 10_000
const LOG_MAX = 2000

/** One try at one address. `status` is null when no answer came. */
export type Attempt = { webhookId: string; event: string; id: string; tries: number; status: number | null; at: string }

type Delivery = { webhookId: string; happening: Happening; body: string; tries: number }

export type Deliveries = {
  add: (happened: readonly Happening[]) => void
  /** Shortens the waits between tries: 0.001 makes sixteen tries of two days a matter of minutes. */
  setRetryScale: (scale: number) => void
  attempts: () => Attempt[]
  /** Deliveries that have neither arrived nor been given up. */
  waiting: () => number
  stop: () => void
}

type Sender = { state: State; now: () => Date; origin: () => string; retryScale?: number }

/**
 * Webhooks as Mastodon's jobs send them: a moment after the change, in no particular order, again with growing pauses where
 * an answer says so. Kept in memory only: what is under way when the fake stops is lost, as with a Redis that was emptied.
 */
export function newDeliveries(sender: Sender): Deliveries {
  const ready: Delivery[] = []
  const timers = new Set<NodeJS.Timeout>()
  const log: Attempt[] = []
  let [scale, running, isStopped] = [sender.retryScale ?? 1, 0, false]

  const later = (run: () => void, ms: number) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      run()
    }, ms)
    timers.add(timer)
  }

  function prepare(happened: readonly Happening[]): void {
    const where = { state: sender.state, origin: sender.origin(), at: sender.now() }
    for (const happening of happened) {
      const body = bodyOf(where, happening)
      if (body === null) continue
      for (const { id, enabled, events } of sender.state.webhooks)
        if (enabled && events.includes(happening.event)) ready.push({ webhookId: id, happening, body, tries: 0 })
    }
    pump()
  }

  function pump(): void {
    while (!isStopped && running < AT_ONCE) {
      const delivery = ready.shift()
      if (!delivery) return
      running += 1
      void attempt(delivery).finally(() => {
        running -= 1
        pump()
      })
    }
  }

  async function attempt(delivery: Delivery): Promise<void> {
    const webhook = sender.state.webhooks.find((one) => one.id === delivery.webhookId)
    if (!webhook) return
    const status = await post(webhook, headersOf(sender, webhook, delivery.body), delivery.body)
    if (isStopped) return
    const { webhookId, happening, tries } = delivery
    log.push({ webhookId, ...happening, tries, status, at: sender.now().toISOString() })
    if (log.length > LOG_MAX) log.shift()
    if (isSettled(status) || tries >= RETRIES) return
    later(() => {
      ready.push({ ...delivery, tries: tries + 1 })
      pump()
    }, pauseMs(tries) * scale)
  }

  return {
    add: (happened) => {
      if (happened.length > 0 && sender.state.webhooks.length > 0) later(() => prepare(happened), 0)
    },
    setRetryScale: (wanted) => void (scale = wanted),
    attempts: () => [...log],
    waiting: () => ready.length + running + timers.size,
    stop: () => {
      isStopped = true
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
    },
  }
}

/** Sidekiq's own: fifteen seconds at first, more than half a day before the last. */
const pauseMs = (tries: number): number => (tries ** 4 + 15 + Math.random() * 10 * (tries + 1)) * 1000

/** 2xx has arrived; 501 and any 4xx but these three is taken for an answer and never asked again (reference 4). */
function isSettled(status: number | null): boolean {
  if (status === null || (status >= 300 && status < 400)) return false
  return status < 300 || status === 501 || (status < 500 && ![401, 408, 429].includes(status))
}

function headersOf(sender: Sender, { secret }: Webhook, body: string): Record<string, string | number> {
  const { state } = sender
  // Versions of its HTTP library as seen in 4.3.23 and 4.6.5.
  const library = since(state, '4.5') ? '5.3.1' : '5.2.0'
  return {
    'User-Agent': `Mastodon/${RELEASES[state.version].software} (http.rb/${library}; +${sender.origin()}/)`,
    Date: sender.now().toUTCString(),
    Digest: `SHA-256=${createHash('sha256').update(body).digest('base64')}`,
    'Content-Type': 'application/json',
    // Signed anew at each try: a secret that was rotated meanwhile is the one that counts.
    'X-Hub-Signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    'Content-Length': Buffer.byteLength(body),
  }
}

function post(webhook: Webhook, headers: Record<string, string | number>, body: string): Promise<number | null> {
  return new Promise((resolve) => {
    const send = webhook.url.startsWith('https:') ? tlsRequest : plainRequest
    const request = send(
      webhook.url,
      { method: 'POST', headers, signal: AbortSignal.timeout(ANSWER_MS) },
      (response) => {
        response.resume()
        response.on('error', () => resolve(null))
        response.on('end', () => resolve(response.statusCode ?? null))
      },
    )
    request.on('error', () => resolve(null))
    request.end(body)
  })
}
