import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { root, workFolder } from './place.mjs'
import { codeOf, LaunchError } from './say.mjs'

/**
 * @typedef {object} Settings
 * @property {number} port
 * @property {string} host
 * @property {string} dataDir absolute
 * @property {string} url the address that people use: an origin
 * @property {string[]} trustedProxies
 * @property {string | null} databaseUrl null: the PostgreSQL that comes with Docket
 * @property {string | null} mastodonUrl an origin
 * @property {string | null} owner an account name without the first @
 * @property {string | null} metricsToken what a monitor must know to read the figures
 * @property {Buffer | null} key 32 bytes; null: the file in the data folder
 * @property {string | null} smtpUrl null: no mail goes out
 * @property {string | null} smtpFrom
 * @property {string} vaultFolder absolute
 * @property {Buffer | null} formerKey the one before it, while it is changed
 * @property {Buffer | null} vaultKey 32 bytes; null: one derived from the key
 * @property {Buffer[]} formerVaultKeys
 * @property {{ url: string, accessKey: string, secretKey: string, region: string } | null} bucket
 */

/** What a person may set, in the order in which problems are told. */
const SECRETS = [
  'SMTP_URL',
  'DATABASE_URL',
  'DOCKET_KEY',
  'DOCKET_KEY_FORMER',
  'DOCKET_METRICS_TOKEN',
  'DOCKET_VAULT_KEY',
  'DOCKET_VAULT_KEY_FORMER',
  'DOCKET_VAULT_BUCKET_SECRET',
]
const OWN = [
  'DOCKET_DATA',
  'DOCKET_URL',
  'DOCKET_OWNER',
  'DOCKET_KEY',
  'DOCKET_KEY_FILE',
  'DOCKET_KEY_FORMER',
  'DOCKET_KEY_FORMER_FILE',
  'DOCKET_METRICS_TOKEN',
  'DOCKET_METRICS_TOKEN_FILE',
  'DOCKET_VAULT',
  'DOCKET_VAULT_KEY',
  'DOCKET_VAULT_KEY_FILE',
  'DOCKET_VAULT_KEY_FORMER',
  'DOCKET_VAULT_KEY_FORMER_FILE',
  'DOCKET_VAULT_BUCKET',
  'DOCKET_VAULT_BUCKET_KEY',
  'DOCKET_VAULT_BUCKET_SECRET',
  'DOCKET_VAULT_BUCKET_SECRET_FILE',
  'DOCKET_VAULT_BUCKET_REGION',
]
/** What the launcher hands to the app; a start from within a running one may see them. */
const HANDED = ['DOCKET_CONTROL', 'DOCKET_SETUP_CODE', 'DOCKET_DATABASE_ROLE', 'DOCKET_LAUNCHER', 'DOCKET_RESTORE_INTO']

/**
 * Reads all settings, and tells of everything that is wrong with them.
 * @param {Record<string, string | undefined>} env
 * @param {(file: string) => string} [readFile]
 * @returns {{ settings: Settings } | { problems: string[] }}
 */
export function readSettings(env, readFile = (file) => fs.readFileSync(file, 'utf8')) {
  /** @type {string[]} */
  const problems = misspelt(env)
  /** @template T @param {string} name @param {(text: string) => T} parse @param {T} otherwise @returns {T} */
  const read = (name, parse, otherwise) => {
    try {
      const text = SECRETS.includes(name) ? secret(env, name, readFile) : given(env, name)
      return text === undefined ? otherwise : parse(text)
    } catch (error) {
      if (!(error instanceof LaunchError)) throw error
      problems.push(`${name} ${error.message}`)
      return otherwise
    }
  }
  const port = read('PORT', parsePort, 3000)
  const folder = (/** @type {string} */ text) => path.resolve(root, text)
  const dataDir = read('DOCKET_DATA', folder, workFolder)
  const settings = {
    port,
    host: read('HOST', parseHost, '127.0.0.1'),
    dataDir,
    vaultFolder: read('DOCKET_VAULT', folder, path.join(dataDir, 'vault')),
    vaultKey: read('DOCKET_VAULT_KEY', parseKey, null),
    formerVaultKeys: read('DOCKET_VAULT_KEY_FORMER', parseKeys, []),
    bucket: bucketFrom(read),
    url: read('DOCKET_URL', parseOwnUrl, `http://localhost:${port}`),
    trustedProxies: read('TRUSTED_PROXIES', parseProxies, []),
    databaseUrl: read('DATABASE_URL', parseDatabaseUrl, null),
    mastodonUrl: read('MASTODON_URL', parseMastodonUrl, null),
    owner: read('DOCKET_OWNER', parseOwner, null),
    smtpUrl: read('SMTP_URL', parseSmtpUrl, null),
    smtpFrom: read('SMTP_FROM', parseMailbox, null),
    metricsToken: read('DOCKET_METRICS_TOKEN', parseToken, null),
    key: read('DOCKET_KEY', parseKey, null),
    formerKey: read('DOCKET_KEY_FORMER', parseKey, null),
  }
  if (!isLoopback(settings.host) && given(env, 'DOCKET_URL') === undefined) {
    problems.push(
      `DOCKET_URL is missing: HOST=${settings.host} opens Docket to other machines, so it must know the address that ` +
        'their browsers use, for example https://docket.reef.example.',
    )
  }
  return problems.length > 0 ? { problems } : { settings }
}

/** @param {Record<string, string | undefined>} env @returns {Settings} */
export function settingsOrRefuse(env) {
  const result = readSettings(env)
  if ('settings' in result) return result.settings
  const list = result.problems.map((problem) => `  - ${problem}`).join('\n')
  throw new LaunchError(`Docket does not start: its settings need mending.\n${list}`)
}

/** @param {string} host */
export function isLoopback(host) {
  return host === 'localhost' || host === '::1' || (net.isIPv4(host) && host.startsWith('127.'))
}

/** @param {string} problem @returns {never} */
function refuse(problem) {
  throw new LaunchError(problem)
}

/** A setting that is there but empty is not set: compose files write it so. @param {Record<string, string | undefined>} env @param {string} name */
const given = (env, name) => env[name]?.trim() || undefined

/** @param {Record<string, string | undefined>} env @param {string} name @param {(file: string) => string} readFile */
function secret(env, name, readFile) {
  const file = given(env, `${name}_FILE`)
  const text = given(env, name)
  if (file === undefined) return text
  if (text !== undefined) refuse(`and ${name}_FILE are both set: keep one.`)
  try {
    return readFile(path.resolve(root, file)).trim() || refuse(`cannot be taken from ${file}: that file is empty.`)
  } catch (error) {
    if (error instanceof LaunchError) throw error
    return refuse(`cannot be read from the file that ${name}_FILE names, ${file} (${codeOf(error) ?? 'no such file'}).`)
  }
}

/** @param {Record<string, string | undefined>} env */
function misspelt(env) {
  const unknown = Object.keys(env).filter((name) => name.startsWith('DOCKET_') && ![...OWN, ...HANDED].includes(name))
  return unknown.sort().map((name) => `${name} is not a setting. Those with that beginning are: ${OWN.join(', ')}.`)
}

/** @param {string} text */
function parsePort(text) {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65535) refuse(`must be a number from 1 to 65535, not "${text}".`)
  return port
}

/** @param {string} text */
function parseHost(text) {
  const host = text.replace(/^\[(.*)\]$/, '$1')
  if (net.isIP(host) || /^[a-z\d]([a-z\d.-]*[a-z\d])?$/i.test(host)) return host
  return refuse(`must be an IP address or a host name to listen on, not "${text}".`)
}

/** @param {string} text @param {string} example */
function parseOrigin(text, example) {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !['http:', 'https:'].includes(url.protocol)) return refuse(`must be a web address such as ${example}.`)
  if (url.username || url.password) return refuse('must not carry a user name or password.')
  if (url.pathname !== '/' || url.search || url.hash) return refuse('must end after the host name: no path, no query.')
  return url
}

/** @param {string} text */
const parseOwnUrl = (text) => parseOrigin(text, 'https://docket.reef.example').origin

/** @param {string} text */
function parseMastodonUrl(text) {
  const url = parseOrigin(text, 'https://reef.example')
  // Without TLS only where no wire leaves the machine or the network of a trial.
  const near = isLoopback(url.hostname) || url.hostname === '[::1]' || /(^|\.)(localhost|test)$/.test(url.hostname)
  if (url.protocol === 'http:' && !near) return refuse('must begin with https://: tokens of moderators go there.')
  return url.origin
}

/** @param {string} text */
function parseProxies(text) {
  const list = text.split(/[\s,]+/).filter(Boolean)
  const wrong = list.filter((entry) => !isRange(entry))
  if (wrong.length > 0)
    refuse(`must list IP addresses or ranges such as 10.0.0.0/8; these are not: ${wrong.join(', ')}.`)
  return list
}

/** @param {string} entry */
function isRange(entry) {
  const [address = '', bits, ...more] = entry.split('/')
  const family = net.isIP(address)
  if (family === 0 || more.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
}

/** @param {string} text */
function parseDatabaseUrl(text) {
  const url = URL.canParse(text) ? new URL(text) : null
  const example = 'postgresql://docket:password@localhost/docket'
  if (!url || !['postgres:', 'postgresql:'].includes(url.protocol)) {
    // The text itself may be a password: it is not repeated.
    return refuse(`must be the address of a PostgreSQL database such as ${example}.`)
  }
  if (url.pathname.length < 2) return refuse(`must name a database after the host, as in ${example}.`)
  return text
}

/** @param {string} text */
function parseSmtpUrl(text) {
  const url = URL.canParse(text) ? new URL(text) : null
  // The text itself may hold a password: it is not repeated.
  if (!url || !['smtp:', 'smtps:'].includes(url.protocol) || !url.hostname)
    return refuse('must be the address of a mail server such as smtps://docket:password@mail.reef.example.')
  return text
}

/** @param {string} text */
function parseMailbox(text) {
  if (/^[^\s@<>,;]+@[a-z\d.-]+$/i.test(text)) return text
  return refuse(`must be an e-mail address such as docket@reef.example, not "${text}".`)
}

/** @param {string} text */
function parseOwner(text) {
  const name = text.replace(/^@/, '')
  if (/^\w+([\w.-]*\w)?(@[a-z\d.-]+(:\d+)?)?$/i.test(name)) return name
  return refuse(`must be an account name on the instance such as @mara, not "${text}".`)
}

/** @param {string} text */
function parseKey(text) {
  const key = /^[\da-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64url')
  const readable = /^[\da-f]{64}$|^[\w-]{43}=?$/i.test(text)
  if (!readable || key.length !== 32)
    return refuse('must be 32 random bytes as base64url (43 letters) or hex (64 letters).')
  return key
}

/**
 * All of it or nothing.
 * @param {(name: string, parse: (text: string) => string, otherwise: string) => string} read
 */
function bucketFrom(read) {
  const url = read('DOCKET_VAULT_BUCKET', parseBucket, '')
  const [accessKey, secretKey] = ['KEY', 'SECRET'].map((part) => {
    const name = `DOCKET_VAULT_BUCKET_${part}`
    const text = read(name, String, '')
    if (url && !text) read('DOCKET_VAULT_BUCKET', () => refuse(`needs ${name} beside it.`), '')
    return text
  })
  const region = read('DOCKET_VAULT_BUCKET_REGION', String, 'us-east-1')
  return url ? { url, accessKey: accessKey ?? '', secretKey: secretKey ?? '', region } : null
}

/** @param {string} text */
function parseBucket(text) {
  const url = URL.canParse(text) ? new URL(text) : null
  const example = 'https://s3.reef.example/docket'
  if (!url || !['http:', 'https:'].includes(url.protocol))
    return refuse(`must be the address of a bucket such as ${example}.`)
  if (url.pathname.length < 2 || url.search || url.hash || url.username)
    return refuse(`must name the bucket after the host and nothing more, as in ${example}.`)
  return `${url.origin}${url.pathname.replace(/\/$/, '')}`
}

/** @param {string} text @returns {Buffer[]} */
const parseKeys = (text) =>
  text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(parseKey)

/** @param {string} text */
function parseToken(text) {
  if (/^[\x21-\x7e]{16,}$/.test(text)) return text
  return refuse(
    'must be at least 16 letters or digits without a space, which your monitor sends as `Authorization: Bearer`.',
  )
}
