import { pathToFileURL } from 'node:url'
import { inRoot } from './place.mjs'
import { pause } from './say.mjs'

const PATIENCE = 10_000

/** NODE_OPTIONS by which a process, and every Node process that it starts, ends when its parent does. */
export function tetherOptions() {
  const tether = `--import=${pathToFileURL(inRoot('lib/launch/tether.mjs')).href}`
  return [process.env.NODE_OPTIONS, tether].filter(Boolean).join(' ')
}

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<number>} the exit code; 1 for a signal */
export function endOf(child) {
  return new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) done(child.exitCode ?? 1)
    child.on('exit', (code) => done(code ?? 1))
    child.on('error', () => done(1))
  })
}

/** Asks, and after ten seconds insists. @param {import('node:child_process').ChildProcess} child */
export async function endChild(child) {
  const ended = endOf(child)
  child.kill('SIGTERM')
  const insist = setTimeout(() => child.kill('SIGKILL'), PATIENCE)
  await ended
  clearTimeout(insist)
}

/**
 * Waits until a question is answered with yes or the process is gone.
 * @param {{ child: import('node:child_process').ChildProcess, isReady: () => Promise<boolean>, limit: number }} wait
 * @returns {Promise<boolean>}
 */
export async function becomesReady({ child, isReady, limit }) {
  // Often at first, for it is mostly there at once; then seldom, for each question to a broken one fills its log.
  const until = Date.now() + limit
  for (let wait = 50; Date.now() < until; wait = Math.min(wait * 1.2, 2000)) {
    await pause(wait)
    if (child.exitCode !== null || child.signalCode !== null) return false
    if (await isReady()) return true
  }
  return false
}
