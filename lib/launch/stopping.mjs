import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { stopChildren } from './run.mjs'

/**
 * @typedef {object} Stopping
 * @property {() => boolean} asked
 * @property {Promise<void>} request settles when somebody wants us to stop
 */

/** Listens for everything that means "stop". A second signal ends at once. @returns {Stopping} */
export function listenForStop() {
  let asked = false
  /** @type {() => void} */
  let settle = () => {}
  const request = new Promise((/** @type {(value: void) => void} */ done) => {
    settle = done
  })
  const stop = () => {
    asked = true
    stopChildren()
    settle()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => (asked ? process.exit(1) : stop()))
  }
  if (process.env.npm_lifecycle_event) watchNpm(stop)
  return { asked: () => asked, request }
}

/**
 * npm does not hand a SIGTERM on, it just ends. Without npm the parent may end as it likes: a shell that started us in
 * the background is no reason to stop.
 * @param {() => void} stop
 */
function watchNpm(stop) {
  const parent = process.ppid
  const grandparent = isShell(parent) ? parentOf(parent) : null
  const timer = setInterval(() => {
    const orphaned = process.ppid !== parent || (grandparent !== null && parentOf(parent) !== grandparent)
    if (!orphaned) return
    clearInterval(timer)
    stop()
  }, 500)
  timer.unref()
}

/** npm runs scripts by a shell, and not every shell steps aside for the program. @param {number} pid */
function isShell(pid) {
  return /(^|\/)(sh|bash|dash|zsh|ash|busybox)$/.test(ask(pid, 'comm'))
}

/** @param {number} pid @returns {number | null} */
function parentOf(pid) {
  return Number(ask(pid, 'ppid')) || null
}

/** @param {number} pid @param {'comm' | 'ppid'} what */
function ask(pid, what) {
  if (process.platform !== 'linux') {
    return spawnSync('ps', ['-o', `${what}=`, '-p', String(pid)], { encoding: 'utf8' }).stdout.trim()
  }
  try {
    if (what === 'comm') return fs.readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? ''
  } catch {
    return ''
  }
}
