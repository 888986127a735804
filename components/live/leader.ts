import { atDeparture } from './departure'
import { follow, SILENCE_MS, type Word } from './stream'

const WORD_TRAVELS_MS = 1000

/**
 * One stream per browser: the tab that holds the lock reads it and tells the others, since a browser opens six connections to
 * a server by HTTP/1.1 and the seventh tab would hang. When that tab goes, another gets the lock; when it only sleeps, a tab
 * that is looked at takes it away. Where a browser has no locks (an address without TLS), there is no stream.
 */
export function joinTabs(who: string, hear: (word: Word) => void): () => void {
  if (!('locks' in navigator) || !('BroadcastChannel' in globalThis)) return () => undefined
  const name = `docket.live ${who}`
  const channel = new BroadcastChannel(name)
  const tab = { isLeader: false, isAlive: false, isOver: false, heardAt: Date.now() }
  const gone = new AbortController()
  const take = (word: Word) => {
    if (word.kind === 'alive' || word.kind === 'lost') tab.isAlive = word.kind === 'alive'
    if (word.kind === 'alive') tab.heardAt = Date.now()
    if (word.kind === 'who' && tab.isLeader && tab.isAlive) channel.postMessage({ kind: 'alive' } satisfies Word)
    // Whoever waits for the lock now would only be told the same.
    if (word.kind === 'ended') {
      tab.isOver = true
      gone.abort()
    }
    if (word.kind !== 'who') hear(word)
  }
  const say = (word: Word) => {
    channel.postMessage(word)
    take(word)
  }
  const lead = async (options: LockOptions) => {
    const mine = new AbortController()
    const stop = AbortSignal.any([mine.signal, gone.signal])
    try {
      await navigator.locks.request(name, options, async () => {
        tab.isLeader = true
        await follow(say, stop)
        // The lock is faster than the word: whoever got it now would ask once more, to be refused.
        if (tab.isOver) await new Promise((go) => setTimeout(go, WORD_TRAVELS_MS))
      })
    } catch {
      // Taken away, or told to go: both end it here.
    }
    tab.isLeader = false
    mine.abort()
    if (!gone.signal.aborted && !options.steal) void lead({ signal: gone.signal })
  }
  channel.addEventListener('message', ({ data }: MessageEvent<Word>) => take(data))
  const stay = atDeparture(() => channel.postMessage({ kind: 'ended' } satisfies Word))
  channel.postMessage({ kind: 'who' } satisfies Word)
  void lead({ signal: gone.signal })
  const watch = setInterval(() => {
    const isSilent = Date.now() - tab.heardAt > SILENCE_MS + 10_000
    if (tab.isLeader || !isSilent || document.visibilityState !== 'visible') return
    tab.heardAt = Date.now()
    void lead({ steal: true })
  }, 10_000)
  return () => {
    clearInterval(watch)
    stay()
    gone.abort()
    channel.close()
  }
}
