import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import { codeOf, LaunchError, reason } from './say.mjs'

const MAY_NOT = '42501'
const WRONG_PASSWORD = '28P01'

/**
 * The role that the app connects as: a member of docket_app, owner of nothing. Its password follows from the key, so
 * that every process with the same key agrees on it.
 * @param {{ client: import('pg').Client, connectionString: string, key: Buffer, log: (line: string) => void }} options
 *   client: connected as the owner
 * @returns {Promise<string | null>} how to connect as that role; null when this server has no room for it
 */
export async function openAppRole({ client, connectionString, key, log }) {
  const { rows } = await client.query('SELECT current_database() AS database')
  const role = roleFor(String(rows[0]?.database))
  const password = createHmac('sha256', key).update('database role').digest('hex')
  const url = asUser(connectionString, role, password)
  if ((await whyNot(url)) === null && (await isMember(client, role))) return url
  try {
    await refuseForeignKey(client, role)
    await createRole(client, role, password)
  } catch (error) {
    if (codeOf(error) !== MAY_NOT) throw error
    log(`The database user may not create roles: the app uses DATABASE_URL itself (${reason(error)}).`)
    return null
  }
  const failure = await whyNot(url)
  if (failure) log(`The app's own role cannot connect: the app uses DATABASE_URL itself (${failure.message}).`)
  return failure ? null : url
}

/** @param {string} database @returns {string} at most 63 bytes, of letters, digits and underscores */
export function roleFor(database) {
  const plain = database.toLowerCase().replace(/[^a-z0-9_]/g, '_')
  const name = `docket_login_${plain}`
  if (plain === database && name.length <= 63) return name
  // Two databases whose names differ only in what was replaced must not share a role.
  return `${name.slice(0, 54)}_${createHash('sha256').update(database).digest('hex').slice(0, 8)}`
}

/** @param {string} connectionString @param {string} user @param {string} password */
export function asUser(connectionString, user, password) {
  const url = new URL(connectionString)
  url.searchParams.delete('user')
  url.searchParams.delete('password')
  if (url.host) {
    url.username = user
    url.password = password
  } else {
    // An address without a host has no room for a user before it.
    url.searchParams.set('user', user)
    url.searchParams.set('password', password)
  }
  return url.href
}

/** @param {string} url @returns {Promise<Error | null>} */
async function whyNot(url) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url, application_name: 'docket migrate' })
  client.on('error', () => {})
  try {
    await client.connect()
    return null
  } catch (error) {
    const refused = [WRONG_PASSWORD, '28000', '3D000', MAY_NOT].includes(codeOf(error) ?? '')
    if (refused && error instanceof Error) return error
    throw error
  } finally {
    await client.end().catch(() => {})
  }
}

/** @param {import('pg').Client} client @param {string} role */
async function isMember(client, role) {
  const { rows } = await client.query(`SELECT pg_has_role($1, 'docket_app', 'USAGE') AS member`, [role])
  return rows[0]?.member === true
}

/**
 * Setting the password anew would lock out a console that works with another key on the same database.
 * @param {import('pg').Client} client @param {string} role
 */
async function refuseForeignKey(client, role) {
  const { rowCount } = await client.query('SELECT FROM pg_stat_activity WHERE usename = $1 LIMIT 1', [role])
  if (!rowCount) return
  throw new LaunchError(
    'Another Docket uses this database at this moment with another key. Give both the same DOCKET_KEY, or stop the other.',
  )
}

/** @param {import('pg').Client} client @param {string} role @param {string} password */
async function createRole(client, role, password) {
  const name = client.escapeIdentifier(role)
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role])
  if (!rowCount) await client.query(`CREATE ROLE ${name} LOGIN`)
  await client.query(`ALTER ROLE ${name} LOGIN INHERIT PASSWORD ${client.escapeLiteral(verifierOf(password))}`)
  await client.query(`GRANT docket_app TO ${name}`)
  const { rows } = await client.query('SELECT quote_ident(current_database()) AS database')
  await client.query(`GRANT CONNECT ON DATABASE ${rows[0]?.database} TO ${name}`)
}

/**
 * What the server stores of a password (RFC 5803). Sent in its place, so that the password stands in no server log.
 * @param {string} password ASCII
 */
export function verifierOf(password, salt = randomBytes(16), rounds = 4096) {
  const salted = pbkdf2Sync(password, salt, rounds, 32, 'sha256')
  const mac = (/** @type {string} */ text) => createHmac('sha256', salted).update(text).digest()
  const stored = createHash('sha256').update(mac('Client Key')).digest('base64')
  return `SCRAM-SHA-256$${rounds}:${salt.toString('base64')}$${stored}:${mac('Server Key').toString('base64')}`
}
