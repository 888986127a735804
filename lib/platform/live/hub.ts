import { type Listener, openListener } from './listener'
import { addNote, type Batch, CHANNEL, emptyBatch } from './notes'

export type Hearer = { hear: (batch: Batch) => void; end: () => void }

interface Hub {
  listener: Listener | null
  hearers: Set<Hearer>
  batch: Batch
  timer: NodeJS.Timeout | null
  toldAt: number
  isEnding: boolean
}

/** What one transaction tells comes together: after a while of silence it is told at once. */
const FIRST_MS = 15
/** While much happens: long enough that it is told in few words, short enough that nobody waits. */
const GATHER_MS = 100

// One per process: routes and the start of the server are bundled apart and must meet here.
const shared = globalThis as { docketHub?: Hub }
const hub: Hub = (shared.docketHub ??= {
  listener: null,
  hearers: new Set(),
  batch: emptyBatch(),
  timer: null,
  toldAt: 0,
  isEnding: false,
})

/** Begins to listen, once per process. */
export function startHub(url: string): void {
  const add = (put: (batch: Batch) => void) => {
    put(hub.batch)
    hub.timer ??= setTimeout(tell, performance.now() - hub.toldAt > GATHER_MS * 5 ? FIRST_MS : GATHER_MS)
  }
  hub.isEnding = false
  hub.listener ??= openListener({
    url,
    channel: CHANNEL,
    onNote: (note) => add((batch) => addNote(batch, note)),
    onGap: () => add((batch) => (batch.isAll = batch.hasGap = true)),
  })
}

function tell(): void {
  const { batch } = hub
  hub.batch = emptyBatch()
  hub.timer = null
  hub.toldAt = performance.now()
  for (const hearer of hub.hearers) hearer.hear(batch)
}

/** Ends every stream and listens no more: an open stream would hold up the end of the process for ever. */
export async function endHub(): Promise<void> {
  hub.isEnding = true
  for (const hearer of hub.hearers) hearer.end()
  if (hub.timer) clearTimeout(hub.timer)
  hub.timer = null
  const { listener } = hub
  hub.listener = null
  await listener?.close()
}

export function join(hearer: Hearer): () => void {
  hub.hearers.add(hearer)
  return () => void hub.hearers.delete(hearer)
}

export const mayJoin = (): boolean => !hub.isEnding && hub.listener !== null
export const isListening = (): boolean => hub.listener?.isUp() ?? false
export const countHearers = (): number => hub.hearers.size
