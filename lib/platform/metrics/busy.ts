import { setTimeout as sleep } from 'node:timers/promises'

// Pages and the server before them are built apart: they share this by the process.
const shared = globalThis as { docketBusy?: { answering: number; lastEndedAt: number } }
const busy = (shared.docketBusy ??= { answering: 0, lastEndedAt: Number.NEGATIVE_INFINITY })

/** Somebody is being answered from now on; what is returned says that they have been. Streams do not count. */
export function beginAnswer(): () => void {
  busy.answering += 1
  let isOver = false
  return () => {
    if (isOver) return
    isOver = true
    busy.answering -= 1
    busy.lastEndedAt = performance.now()
  }
}

/** Whoever pressed a button asks for the next page within this time. */
const QUIET_MS = 60
const LONGEST_MS = 300

/**
 * People before machinery: a job begins in a moment in which this process answers nobody, and whoever was answered last has had
 * the time to ask for their next page. Never waits for longer than 0.3 s.
 */
export async function giveWay(): Promise<void> {
  const until = performance.now() + LONGEST_MS
  const isAsked = () => busy.answering > 0 || performance.now() - busy.lastEndedAt < QUIET_MS
  while (isAsked() && performance.now() < until) await sleep(15)
}
