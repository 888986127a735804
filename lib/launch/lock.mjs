import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { codeOf, pause } from './say.mjs'

/**
 * Who holds a lock. A pid alone comes back on another process; pid and birth together do not.
 * @typedef {{ pid: number, born: string } & Record<string, unknown>} Holder
 */

/**
 * @typedef {object} Lock
 * @property {() => void} release
 * @property {(note: Record<string, unknown>) => void} rewrite changes what others may read
 * @property {boolean} tookOver whether a dead process had held it
 */

/**
 * Takes the lock, or says who has it. A lock whose holder is dead is taken over.
 * @param {string} file
 * @param {Record<string, unknown>} [note] what others may read about the holder
 * @returns {Lock | { holder: Holder | null }}
 */
export function tryLock(file, note = {}) {
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o711 })
  for (let tookOver = false; ; tookOver = true) {
    if (create(file, note)) return { release: () => release(file), rewrite: (more) => rewrite(file, more), tookOver }
    if (isHeld(file)) return { holder: readHolder(file) }
    removeDead(file)
  }
}

/**
 * Runs the work while holding the lock, waiting for it as long as the holder lives.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {(holder: Holder | null) => void} [onWait] called once
 * @returns {Promise<T>}
 */
export async function withLock(file, work, onWait = () => {}) {
  let lock = tryLock(file)
  if ('holder' in lock) onWait(lock.holder)
  while ('holder' in lock) {
    await pause(100)
    lock = tryLock(file)
  }
  try {
    return await work()
  } finally {
    lock.release()
  }
}

/** @param {string} file @returns {Holder | null} null: nobody, or a file that is no record */
export function readHolder(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

/** @param {Holder | null} holder */
export const isAlive = (holder) => holder !== null && birthOf(holder.pid) === holder.born

/** @param {number} pid @returns {string | null} when the process began; null when it is gone, or dead and not yet buried */
export function birthOf(pid) {
  if (process.platform !== 'linux') {
    return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim() || null
  }
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? null : (fields[19] ?? null)
  } catch {
    return null
  }
}

/** @param {string} file @param {Record<string, unknown>} note */
function create(file, note) {
  try {
    fs.writeFileSync(file, record(note), { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

/** @param {string} file */
function isHeld(file) {
  const holder = readHolder(file)
  if (holder) return isAlive(holder)
  // No record inside: it is being written at this moment, or its writer died between creating and writing.
  const age = Date.now() - (fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0)
  return age < 3000
}

/**
 * One remover at a time, or the second would take away the lock that the first has just made.
 * @param {string} file
 */
function removeDead(file) {
  const guard = `${file}.removing`
  try {
    fs.mkdirSync(guard)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    const age = Date.now() - (fs.statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (age > 3000) fs.rmSync(guard, { recursive: true, force: true })
    return
  }
  if (!isHeld(file)) fs.rmSync(file, { force: true })
  fs.rmSync(guard, { recursive: true, force: true })
}

/** @param {Record<string, unknown>} note */
const record = (note) => JSON.stringify({ ...note, pid: process.pid, born: birthOf(process.pid) })

/** @param {string} file @param {Record<string, unknown>} note */
function rewrite(file, note) {
  const half = `${file}.new`
  fs.writeFileSync(half, record(note), { mode: 0o600 })
  fs.renameSync(half, file)
}

/** @param {string} file */
function release(file) {
  if (readHolder(file)?.pid === process.pid) fs.rmSync(file, { force: true })
}
