import fs from 'node:fs'
import path from 'node:path'
import { openCluster } from './cluster.mjs'
import { withLock } from './lock.mjs'
import { endServer, startServer } from './postmaster.mjs'
import { pause, reason, say } from './say.mjs'

const SEAT = 'docket launcher'

/**
 * Its types leave out what the driver has.
 * @typedef {import('pg').Client & { ref: () => void, unref: () => void }} Seat
 */

/**
 * @typedef {object} Database
 * @property {string} url owner of the database `docket`
 * @property {string} maintenanceUrl the same account in the database `postgres`, from which others can be made
 * @property {boolean} started whether this call started the server; false: it joined one that ran
 * @property {() => Promise<boolean>} stop leaves; the last one to leave stops the server, and is told true
 */

/**
 * Starts the PostgreSQL that comes with Docket, or joins it. Any number of processes may use one data folder.
 * Each holds a connection for as long as it uses the database: who is connected is who is there.
 * @param {{ dataDir: string, log?: (line: string) => void, throwaway?: boolean }} options
 *   throwaway: for tests, trades safety at a power cut for speed
 * @returns {Promise<Database>}
 */
export async function startDatabase({ dataDir, log = say, throwaway = false }) {
  const folder = path.resolve(dataDir)
  fs.mkdirSync(folder, { recursive: true, mode: 0o711 })
  const lockFile = path.join(folder, 'database.lock')
  const cluster = await withLock(lockFile, async () => openCluster(folder, log))

  /** @type {Seat | undefined} */
  let seat
  let leaving = false
  const sitDown = () =>
    withLock(lockFile, async () => {
      const server = await startServer(cluster, { log, throwaway })
      seat = await takeSeat(server.url, () => leaving || void comeBack())
      return server
    })
  async function comeBack() {
    log('The database ended the connection; joining or starting it again.')
    while (!leaving) {
      try {
        await sitDown()
        return
      } catch (error) {
        log(`The database is not back yet: ${reason(error)}`)
        await pause(2000)
      }
    }
  }

  const { url, started } = await sitDown()
  return {
    url: inDatabase(url, 'docket'),
    maintenanceUrl: url,
    started,
    stop: () =>
      withLock(lockFile, async () => {
        leaving = true
        seat?.ref()
        const last = seat !== undefined && (await isLast(seat))
        await seat?.end().catch(() => {})
        if (last) await endServer(cluster)
        return last
      }),
  }
}

/** @param {string} url @param {() => void} onLost @returns {Promise<Seat>} */
async function takeSeat(url, onLost) {
  const { default: pg } = await import('pg')
  const options = { connectionString: url, application_name: SEAT }
  const client = /** @type {Seat} */ (new pg.Client(options))
  client.on('error', () => {})
  client.on('end', onLost)
  await client.connect()
  const { rowCount } = await client.query(`SELECT 1 FROM pg_database WHERE datname = 'docket'`)
  if (rowCount === 0) await client.query('CREATE DATABASE docket')
  // A program that forgets to stop the database must still be able to end.
  client.unref()
  return client
}

/**
 * Our own app has just ended: its sessions take a moment to go. Another launcher's seat is a reason to leave at once.
 * @param {Seat} seat
 */
async function isLast(seat) {
  for (const until = Date.now() + 3000; ; await pause(100)) {
    const others = await othersOn(seat)
    if (others.length === 0) return true
    if (others.includes(SEAT) || Date.now() > until) return false
  }
}

/** @param {Seat} seat @returns {Promise<string[]>} */
async function othersOn(seat) {
  try {
    const { rows } = await seat.query(
      `SELECT application_name FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
    )
    return rows.map((row) => String(row.application_name))
  } catch {
    // The server is gone already: nothing to count.
    return []
  }
}

/** @param {string} url @param {string} name */
function inDatabase(url, name) {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}
