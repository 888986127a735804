import { createHash, randomUUID } from 'node:crypto'
import fs from 'node:fs'
import { inRoot } from './place.mjs'
import { openAppRole } from './role.mjs'
import { LaunchError, reason, say } from './say.mjs'

// Prisma's own lock, table and checksum: `prisma migrate status`, `deploy` and `dev` see what was done here, and the reverse.
const LOCK = 72707369
const BOOK = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`

/**
 * @typedef {{ name: string, sql: string, checksum: string }} Migration
 * @typedef {{ name: string, checksum: string, finished: boolean }} Entry
 * @typedef {object} Migrated
 * @property {string[]} applied
 * @property {string} appUrl how the app connects
 * @property {'own' | 'owner'} role whether that is a role that owns nothing
 */

/**
 * Brings the database to what this version needs, as its owner. Several processes may do so at once: one works, the others wait.
 * @param {{ connectionString: string, key?: Buffer, log?: (line: string) => void }} options
 *   key: the console's key, from which the app role's password is derived; without it the app role is left alone
 * @returns {Promise<Migrated>}
 */
export async function migrate({ connectionString, key, log = say }) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString, application_name: 'docket migrate' })
  client.on('error', () => {})
  await client.connect().catch((error) => {
    throw new LaunchError(`The database does not let us in: ${reason(error)}`)
  })
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK])
    const applied = await applyPending(client, log)
    await migrateJobs(connectionString)
    const granted = await grantToApp(client)
    const app = granted && key ? await openAppRole({ client, connectionString, key, log }) : null
    return { applied, appUrl: app ?? connectionString, role: app ? 'own' : 'owner' }
  } finally {
    await client.end()
  }
}

/** @param {import('pg').Client} client @param {(line: string) => void} log */
async function applyPending(client, log) {
  await client.query(BOOK)
  const files = readMigrations()
  const entries = await readBook(client)
  refuseWhatDiffers(files, entries)
  const pending = files.filter((file) => !entries.some((entry) => entry.name === file.name))
  for (const file of pending) {
    await apply(client, file)
    log(`Applied ${file.name}.`)
  }
  return pending.map((file) => file.name)
}

/** @returns {Migration[]} */
function readMigrations() {
  const folder = inRoot('prisma/migrations')
  const names = fs.readdirSync(folder).filter((name) => fs.existsSync(`${folder}/${name}/migration.sql`))
  return names.sort().map((name) => {
    const sql = fs.readFileSync(`${folder}/${name}/migration.sql`, 'utf8')
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
  })
}

/** @param {import('pg').Client} client @returns {Promise<Entry[]>} */
async function readBook(client) {
  const { rows } = await client.query(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
     FROM "_prisma_migrations" WHERE rolled_back_at IS NULL ORDER BY started_at`,
  )
  return rows
}

/** @param {Migration[]} files @param {Entry[]} entries */
function refuseWhatDiffers(files, entries) {
  const checksums = new Map(files.map((file) => [file.name, file.checksum]))
  for (const { name, checksum, finished } of entries) {
    const ours = checksums.get(name)
    if (!finished) throw new LaunchError(`The migration ${name} broke off half-way in this database. Restore a backup.`)
    if (!ours) throw new LaunchError(`The database knows the migration ${name}, this version does not: it is older.`)
    if (ours !== checksum) throw new LaunchError(`The migration ${name} was changed after it had been applied.`)
  }
}

/**
 * The migration and its entry in the book become true together.
 * @param {import('pg').Client} client @param {Migration} file
 */
async function apply(client, { name, sql, checksum }) {
  await client.query('BEGIN')
  try {
    await client.query(sql)
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, clock_timestamp(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    )
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw new LaunchError(`The migration ${name} failed and was taken back: ${reason(error)}`)
  }
}

/** @param {string} connectionString */
async function migrateJobs(connectionString) {
  const { Logger, runMigrations } = await import('graphile-worker')
  const quiet = new Logger(() => () => {})
  await runMigrations({ connectionString, logger: quiet })
}

/** @param {import('pg').Client} client @returns {Promise<boolean>} whether there is a role to be a member of */
async function grantToApp(client) {
  const { rows } = await client.query(`SELECT to_regprocedure('docket_grant_app()') IS NOT NULL AS known`)
  if (!rows[0]?.known) return false
  const granted = await client.query('SELECT docket_grant_app()')
  const { rowCount } = await client.query(`SELECT FROM pg_roles WHERE rolname = 'docket_app'`)
  return rowCount === 1 && Object.values(granted.rows[0] ?? {})[0] !== false
}
