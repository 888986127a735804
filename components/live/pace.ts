interface PaceSpec {
  /** Begins to ask the page again; `done` is called when it has come. */
  run: () => void
  isAway: () => boolean
}

export interface Pace {
  /** Something on this page changed. */
  soon: () => void
  /** Something may have gone out of sight: asked also while nobody looks, so that it stands on no screen to come back to. */
  whatever: () => void
  /** Something elsewhere did: the counts beside the page. */
  sometime: () => void
  /** Looked at again after a while: at once what came meanwhile, or in any case. */
  back: () => void
  done: () => void
  stop: () => void
}

const SOON_MS = 1000
const SOMETIME_MS = 8000
/** A page that has not come by then is asked for again. */
const PATIENCE_MS = 10_000

/**
 * When a page is asked again: at once for the first change, then at most once a second for what it shows and every few seconds
 * for the rest; one at a time; and not while nobody looks.
 */
export function makePace({ run, isAway }: PaceSpec): Pace {
  let last = Number.NEGATIVE_INFINITY
  let due = Number.POSITIVE_INFINITY
  let isRunning = false
  let isForced = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const set = (at: number) => {
    due = Math.min(due, at)
    clearTimeout(timer)
    const ready = isRunning ? Math.max(due, last + PATIENCE_MS) : due
    if (Number.isFinite(ready)) timer = setTimeout(fire, Math.max(0, ready - Date.now()))
  }
  const fire = () => {
    // Stays due until somebody looks.
    if (isAway() && !isForced) return
    isForced = false
    due = Number.POSITIVE_INFINITY
    last = Date.now()
    isRunning = true
    run()
  }
  return {
    soon: () => set(Math.max(Date.now(), last + SOON_MS)),
    whatever: () => {
      isForced = true
      set(Math.max(Date.now(), last + (isAway() ? SOMETIME_MS : SOON_MS)))
    },
    sometime: () => set(Math.max(Date.now(), last + SOMETIME_MS)),
    back: () => set(Date.now()),
    done: () => {
      isRunning = false
      set(due)
    },
    stop: () => clearTimeout(timer),
  }
}
