import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { installByApt } from './apt.mjs'
import { say } from './say.mjs'

/** Web servers for which the console makes rules, and how each tells its version. */
const PROXIES = { nginx: ['-v'], caddy: ['version'], haproxy: ['-v'] }
/** @typedef {keyof typeof PROXIES} Proxy */

/** @returns {Promise<boolean>} whether all are here, installed if need be; false after saying what to do */
export async function openProxies() {
  if (missing().length === 0) return true
  await installByApt(missing().join(', '), missing())
  if (missing().length === 0) return true
  say(
    `No ${missing().join(', no ')} could be installed here. Install what is missing (Debian: apt-get install ${missing().join(' ')}) and run this again: the edge block is tested with the real ones.`,
  )
  return false
}

/** @param {Proxy} name @returns {string | null} the program, if it runs */
export function findProxy(name) {
  // Debian puts servers where the path of a person does not lead.
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin']
  const found = folders.map((folder) => path.join(folder, name)).find((file) => fs.existsSync(file))
  if (!found) return null
  return spawnSync(found, PROXIES[name], { timeout: 20_000 }).status === 0 ? found : null
}

/** @returns {Proxy[]} */
const missing = () => /** @type {Proxy[]} */ (Object.keys(PROXIES)).filter((name) => findProxy(name) === null)
