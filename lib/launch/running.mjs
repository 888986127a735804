import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { isAlive, readHolder, tryLock } from './lock.mjs'
import { workFolder } from './place.mjs'
import { codeOf, LaunchError, pause } from './say.mjs'

/**
 * @typedef {object} Claim
 * @property {(phase: 'preparing' | 'serving') => void} tell
 * @property {() => void} release
 */

/**
 * Claims a port for a data folder, from the first moment of a start to the end of the run.
 * @param {import('./settings.mjs').Settings} settings
 * @returns {Promise<Claim | { runsAt: string, pid: number | null }>}
 */
export async function claimPort({ dataDir, port, host, url }) {
  const note = { url, dataDir, phase: 'preparing' }
  // Beside the data, for whoever shares them; beside the checkout, for whoever would build or install under our feet.
  const files = new Set([dataDir, workFolder].map((folder) => path.join(folder, 'running', `${port}.json`)))
  /** @type {import('./lock.mjs').Lock[]} */
  const claims = []
  for (const file of files) {
    const claim = tryLock(file, note)
    if ('holder' in claim) {
      for (const { release } of claims) release()
      return answerFor(claim.holder, { dataDir, port })
    }
    claims.push(claim)
  }
  const release = () => claims.forEach((claim) => claim.release())
  const left = claims.some((claim) => claim.tookOver)
  try {
    await mustBeFree({ port, host, patience: left ? 8000 : 0 })
  } catch (error) {
    release()
    throw error
  }
  return { release, tell: (phase) => claims.forEach((claim) => claim.rewrite({ ...note, phase })) }
}

/** @param {import('./lock.mjs').Holder | null} holder @param {{ dataDir: string, port: number }} wanted */
function answerFor(holder, { dataDir, port }) {
  if (holder === null || holder.dataDir === dataDir) {
    const url = holder?.url
    return { runsAt: typeof url === 'string' ? url : `port ${port}`, pid: holder?.pid ?? null }
  }
  throw new LaunchError(
    `Port ${port} is taken by the Docket with the data folder ${String(holder.dataDir)} (process ${holder.pid}). ` +
      'Choose another with PORT.',
  )
}

/**
 * @param {{ port: number, host: string, patience: number }} wanted
 *   patience: milliseconds that the app of a killed launcher may still need to end
 */
async function mustBeFree({ port, host, patience }) {
  for (const until = Date.now() + patience; ; await pause(200)) {
    const failure = await tryListening(port, host)
    if (failure === null) return
    if (failure === 'EADDRINUSE' && Date.now() < until) continue
    throw new LaunchError(whyNot(failure, port, host))
  }
}

/** @param {string} failure @param {number} port @param {string} host */
function whyNot(failure, port, host) {
  if (failure === 'EADDRINUSE') return `Port ${port} is taken by another program. Choose another with PORT.`
  if (failure === 'EACCES') return `Port ${port} may not be used by this account. Choose one above 1023 with PORT.`
  return `Docket cannot listen on ${host} port ${port} (${failure}): HOST must be an address of this machine.`
}

/** @param {number} port @param {string} host @returns {Promise<string | null>} */
export function tryListening(port, host) {
  return new Promise((done) => {
    const server = net.createServer()
    server.on('error', (error) => done(codeOf(error) ?? error.message))
    server.listen(port, host, () => server.close(() => done(null)))
  })
}

/** Replacing packages or pages under a running app breaks it. @param {string} what */
export function refuseWhileServing(what) {
  const folder = path.join(workFolder, 'running')
  const names = fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => name.endsWith('.json')) : []
  for (const name of names) {
    const holder = readHolder(path.join(folder, name))
    if (!holder || holder.phase !== 'serving' || holder.pid === process.pid || !isAlive(holder)) continue
    throw new LaunchError(
      `${what}, but the Docket at ${String(holder.url)} (process ${holder.pid}) runs from this folder. Stop it first.`,
    )
  }
}
