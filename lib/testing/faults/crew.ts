import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

export interface Crew {
  /** Sees to it that so many processes work. */
  work: (count?: number) => Promise<void>
  /** Ends one, or all, in the middle of whatever they do: nothing of theirs runs any more. */
  kill: (count?: number) => Promise<void>
  /** How many of those that work have not ended by themselves. */
  alive: () => number
  /** How many were killed so far. */
  killed: () => number
  end: () => Promise<void>
}

const FILE = path.join(import.meta.dirname, 'worker.ts')

/** Real worker processes. The next ones are started ahead, because loading takes longer than what is tried with them. */
export function openCrew(ahead = 1): Crew {
  const spare: ChildProcess[] = []
  const working: ChildProcess[] = []
  let killed = 0
  const start = () => void spare.push(launch())
  for (let n = 0; n < ahead; n++) start()
  return {
    async work(count = 1) {
      for (const gone of working.filter(isGone)) working.splice(working.indexOf(gone), 1)
      while (working.length < count) {
        const child = spare.shift() ?? launch()
        start()
        await begin(child)
        working.push(child)
      }
    },
    async kill(count = working.length) {
      const doomed = working.splice(0, count)
      killed += doomed.length
      await Promise.all(doomed.map(endNow))
    },
    alive: () => working.filter((child) => !isGone(child)).length,
    killed: () => killed,
    async end() {
      await Promise.all([...working.splice(0), ...spare.splice(0)].map(endNow))
    },
  }
}

const launch = (): ChildProcess =>
  fork(FILE, { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })

async function begin(child: ChildProcess): Promise<void> {
  // The word waits in the pipe until the process has loaded.
  child.send('begin')
  for (;;) {
    const [word] = await Promise.race([once(child, 'message'), once(child, 'exit').then(() => ['gone'])])
    if (word === 'works') return
    if (word === 'gone') throw new Error('a worker process ended while it started')
  }
}

const isGone = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null

async function endNow(child: ChildProcess): Promise<void> {
  if (isGone(child)) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}
