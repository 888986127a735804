import { log, traceOf } from '@/lib/platform/log/log'
import { join } from './hub'
import { type Batch, emptyBatch, merge } from './notes'
import { takePlace } from './places'

export interface StreamSpec<A extends { id: string }> {
  /** Whose stream it is at its beginning. */
  holder: A
  /** Who holds the session now; null when it has ended or its holder may do nothing any more. */
  again: () => Promise<A | null>
  /** What of a batch the holder may know; null when nothing. */
  tell: (holder: A, batch: Batch) => Promise<object | null>
  /** Under which name and how many streams may stand; the oldest goes when another one comes. */
  place: { key: string; most: number }
  /** Aborted when whoever reads is gone, also before they have read anything. */
  signal?: AbortSignal
  beatMs?: number
}

// Proxies and browsers give up on what is silent for a minute.
const BEAT_MS = 15_000
/** A reader that has left so much unread is gone, or will ask again. */
const MOST_UNREAD = 64

/**
 * One stream of events. The first word is `open`; a change is `news`; the last word is `ended` when the session is over, and
 * silence when the stream only breaks off: then the browser comes again and catches up.
 */
export function openStream<A extends { id: string }>(spec: StreamSpec<A>): ReadableStream<Uint8Array> {
  let stream: Stream<A> | null = null
  return new ReadableStream<Uint8Array>({
    start(controller) {
      stream = new Stream(spec, controller)
    },
    cancel: () => stream?.leave(),
  })
}

class Stream<A extends { id: string }> {
  private holder: A
  private waiting = emptyBatch()
  private isBusy = false
  private isOver = false
  private readonly beat: NodeJS.Timeout
  private readonly part: () => void
  private readonly giveUp: () => void

  constructor(
    private readonly spec: StreamSpec<A>,
    private readonly controller: ReadableStreamDefaultController<Uint8Array>,
  ) {
    this.holder = spec.holder
    this.part = join({ hear: (batch) => this.hear(batch), end: () => this.close() })
    this.giveUp = takePlace(spec.place.key, spec.place.most, () => this.close())
    this.beat = setInterval(() => this.pulse(), spec.beatMs ?? BEAT_MS)
    this.say('open', {})
    spec.signal?.addEventListener('abort', () => this.leave(), { once: true })
    if (spec.signal?.aborted) this.leave()
  }

  /** Lets go of everything: the reader is gone. */
  leave(): void {
    if (this.isOver) return
    this.isOver = true
    clearInterval(this.beat)
    this.part()
    this.giveUp()
  }

  private close(): void {
    if (this.isOver) return
    this.leave()
    // Whoever has gone has ended it already.
    if (!this.spec.signal?.aborted) this.controller.close()
  }

  private say(name: string, news: object): void {
    this.write(`event: ${name}\ndata: ${JSON.stringify(news)}\n\n`)
  }

  private write(text: string): void {
    if (this.isOver) return
    if ((this.controller.desiredSize ?? 0) < -MOST_UNREAD) this.close()
    else this.controller.enqueue(new TextEncoder().encode(text))
  }

  private pulse(): void {
    this.write(': beat\n\n')
    this.attend(() => this.look())
  }

  private hear(batch: Batch): void {
    merge(this.waiting, batch)
    this.attend(() => this.tellWaiting())
  }

  /** One thing at a time, in order; whatever is missed by a failure, the browser asks for when it comes again. */
  private attend(task: () => Promise<void>): void {
    if (this.isBusy || this.isOver) return
    this.isBusy = true
    task()
      .catch((error: unknown) => {
        log('warn', 'live.stream', traceOf(error))
        this.close()
      })
      .finally(() => {
        this.isBusy = false
        if (!isEmpty(this.waiting)) this.attend(() => this.tellWaiting())
      })
  }

  private async tellWaiting(): Promise<void> {
    while (!this.isOver && !isEmpty(this.waiting)) {
      const batch = this.waiting
      this.waiting = emptyBatch()
      // Before anything is told: the news of a lost role comes with, or before, what may no longer be seen.
      if (batch.isAll || batch.people.has(this.holder.id)) await this.look()
      const news = this.isOver ? null : await this.spec.tell(this.holder, batch)
      if (news) this.say('news', news)
    }
  }

  private async look(): Promise<void> {
    const holder = await this.spec.again()
    if (holder) this.holder = holder
    else {
      this.say('ended', {})
      this.close()
    }
  }
}

const isEmpty = ({ cases, sights, leases, people, isAll }: Batch): boolean =>
  !isAll && cases.size + sights.size + leases.size + people.size === 0
