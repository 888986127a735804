import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { log, traceOf } from '@/lib/platform/log/log'

interface ListenerSpec {
  url: string
  channel: string
  onNote: (note: string) => void
  /** Listening has begun, or begun again: what was told before it nobody heard. */
  onGap: () => void
  /** How often to look whether the connection still carries anything, and how long that may take. */
  lookMs?: number
  lookTimeoutMs?: number
}

export interface Listener {
  isUp(): boolean
  close(): Promise<void>
}

const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 2000
const LOOK_MS = 15_000
const LOOK_TIMEOUT_MS = 5_000

/** One connection that listens for as long as the process lives: a lost one, or a PostgreSQL that restarts, is waited for. */
export function openListener(spec: ListenerSpec): Listener {
  const stop = new AbortController()
  const state = { isUp: false }
  const ended = keepListening(spec, state, stop.signal)
  return {
    isUp: () => state.isUp,
    async close() {
      stop.abort()
      await ended
    },
  }
}

async function keepListening(spec: ListenerSpec, state: { isUp: boolean }, stop: AbortSignal): Promise<void> {
  let wait = FIRST_PAUSE_MS
  while (!stop.aborted) {
    try {
      await listenOnce(spec, state, stop)
    } catch (error) {
      log('warn', 'live.lost', traceOf(error))
    }
    wait = state.isUp ? FIRST_PAUSE_MS : Math.min(wait * 2, LONGEST_PAUSE_MS)
    state.isUp = false
    // Cut short by the stop.
    await sleep(wait, undefined, { signal: stop }).catch(() => undefined)
  }
}

/** Listens until the connection ends or the process does. */
async function listenOnce(spec: ListenerSpec, state: { isUp: boolean }, stop: AbortSignal) {
  const { url, channel, onNote, onGap, lookMs = LOOK_MS, lookTimeoutMs = LOOK_TIMEOUT_MS } = spec
  const client = new pg.Client({
    connectionString: url,
    keepAlive: true,
    application_name: 'docket live',
    connectionTimeoutMillis: lookTimeoutMs * 2,
    query_timeout: lookTimeoutMs,
  })
  const lost = new Promise<void>((done, fail) => {
    client.on('error', fail)
    client.on('end', done)
    stop.addEventListener('abort', () => done(), { once: true })
  })
  // Looked at below; until then a loss must not end the process.
  lost.catch(() => undefined)
  client.on('notification', ({ payload }) => onNote(payload ?? ''))
  try {
    await client.connect()
    await client.query(`LISTEN ${client.escapeIdentifier(channel)}`)
    state.isUp = true
    onGap()
    await Promise.race([lost, goneSilent(client, lookMs, stop)])
  } finally {
    await client.end().catch(() => undefined)
  }
}

/**
 * Fails when the connection carries nothing any more: whoever only listens never notices, because nobody says that nothing is
 * said. The question that was not answered makes `end` drop the socket instead of waiting for a farewell.
 */
async function goneSilent(client: pg.Client, lookMs: number, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    await sleep(lookMs, undefined, { signal: stop }).catch(() => undefined)
    if (!stop.aborted) await client.query('SELECT 1')
  }
}
