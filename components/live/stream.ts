import type { News } from '@/lib/features/live/model'
import { eventsIn } from './reading'

/** What the tabs of a browser tell each other. */
export type Word =
  | { kind: 'news'; news: News }
  /** The stream stands. */
  | { kind: 'alive' }
  | { kind: 'lost' }
  /** The session is over: every tab leaves. */
  | { kind: 'ended' }
  /** A new tab asks whether a stream stands. */
  | { kind: 'who' }

const EVERYTHING: News = { cases: [], leases: [], isAll: true }
const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 20_000
/** The server says something every 15 seconds: a stream that is silent for so long is broken, whatever the network says. */
export const SILENCE_MS = 40_000

/** Reads the stream until told to stop or the session ends; a lost one is opened again, and then everything is caught up. */
export async function follow(say: (word: Word) => void, stop: AbortSignal): Promise<void> {
  for (let wait = FIRST_WAIT_MS; !stop.aborted; ) {
    const outcome = await readOnce(say, stop)
    if (outcome === 'ended' || stop.aborted) return
    say({ kind: 'lost' })
    wait = outcome === 'lost' ? FIRST_WAIT_MS : Math.min(wait * 2, LONGEST_WAIT_MS)
    // Not all browsers at the same moment, when a server comes back.
    await pause(wait * (0.5 + Math.random()), stop)
  }
}

async function readOnce(say: (word: Word) => void, stop: AbortSignal): Promise<'ended' | 'lost' | 'refused'> {
  const silence = new AbortController()
  let timer = setTimeout(() => silence.abort(), SILENCE_MS)
  let hasOpened = false
  try {
    const response = await fetch('/api/events', { cache: 'no-store', signal: AbortSignal.any([stop, silence.signal]) })
    if (response.status === 401) {
      say({ kind: 'ended' })
      return 'ended'
    }
    const reader = response.ok ? response.body?.pipeThrough(new TextDecoderStream()).getReader() : undefined
    for (let text = ''; reader; ) {
      const { done, value } = await reader.read()
      if (done) break
      hasOpened = true
      clearTimeout(timer)
      timer = setTimeout(() => silence.abort(), SILENCE_MS)
      const { events, rest } = eventsIn(text + value)
      text = rest
      say({ kind: 'alive' })
      for (const event of events) {
        if (event.name === 'news') say({ kind: 'news', news: event.news })
        // What happened before it was opened, nobody has heard.
        if (event.name === 'open') say({ kind: 'news', news: EVERYTHING })
        if (event.name === 'ended') {
          say({ kind: 'ended' })
          return 'ended'
        }
      }
    }
  } catch {
    // Broken off, by the network, the server, our silence or our stop: told below as lost.
  } finally {
    clearTimeout(timer)
  }
  return hasOpened ? 'lost' : 'refused'
}

/** Waits, unless the browser is online again or looked at again before. */
function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = new AbortController()
    const done = () => {
      clearTimeout(timer)
      over.abort()
      resolve()
    }
    const timer = setTimeout(done, ms)
    for (const [target, name] of [
      [stop, 'abort'],
      [globalThis, 'online'],
      [document, 'visibilitychange'],
    ] as const)
      target.addEventListener(name, done, { signal: over.signal })
  })
}
