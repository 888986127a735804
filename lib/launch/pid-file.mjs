import fs from 'node:fs'
import path from 'node:path'
import { codeOf } from './say.mjs'

/**
 * What the server's own pid file tells.
 * @typedef {{ files: string, pid: number, socketDir: string, isReady: boolean }} Server
 */

/** @param {string} files the server's data folder @returns {Server | null} the one that runs, or that was killed */
export function lastServer(files) {
  if (!fs.existsSync(inFolder(files))) return null
  const lines = fs.readFileSync(inFolder(files), 'utf8').split('\n')
  return { files, pid: Number(lines[0]), socketDir: lines[4] ?? '', isReady: lines[7]?.trim() === 'ready' }
}

/** @param {string} files @returns {Server | null} the one that runs */
export function runningServer(files) {
  const server = lastServer(files)
  if (!server || runs(server)) return server
  // Another program got the old server's pid, as in a container that was started anew: PostgreSQL would take it for itself.
  if (exists(server.pid)) fs.rmSync(inFolder(files), { force: true })
  return null
}

/** @param {Server} server */
export function runs({ pid, files }) {
  if (process.platform !== 'linux') return exists(pid)
  try {
    // A server works in its data folder; any other process with that pid does not.
    return fs.readlinkSync(`/proc/${pid}/cwd`) === fs.realpathSync(files)
  } catch {
    return false
  }
}

/** @param {string} files */
const inFolder = (files) => path.join(files, 'postmaster.pid')

/** @param {number} pid */
function exists(pid) {
  if (!(pid > 0)) return false
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}
