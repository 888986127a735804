import { createHmac, randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { writeWhole } from './cluster.mjs'
import { withLock } from './lock.mjs'
import { LaunchError } from './say.mjs'

// Crockford's base 32: no I, L, O, U, so nothing can be misread. 12 letters of 5 bits are 60 bits.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE = /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/

/**
 * The console's key: from the settings, or from the data folder, where the first start makes it.
 * @param {{ dataDir: string, key: Buffer | null }} settings
 */
export async function openKey({ dataDir, key }) {
  if (key) return key
  const file = path.join(dataDir, 'key')
  const text = await keptIn(file, () => randomBytes(32).toString('base64url'))
  const kept = Buffer.from(text, 'base64url')
  if (kept.length === 32) return kept
  throw new LaunchError(
    `${file} does not hold a key of 32 bytes. Bring it back from a copy: without it nothing sealed opens.`,
  )
}

/** @param {string} dataDir @returns {Promise<string>} the code that whoever sets up the console must know */
export async function openSetupCode(dataDir) {
  const file = path.join(dataDir, 'setup-code')
  const code = await keptIn(file, makeSetupCode)
  if (CODE.test(code)) return code
  throw new LaunchError(`${file} does not hold a set-up code. Delete it: the next start makes a new one.`)
}

/** @param {string} dataDir */
export const isSetUp = (dataDir) => fs.existsSync(path.join(dataDir, 'setup-done'))

/** @param {Buffer} key @param {string} purpose */
export const derive = (key, purpose) => createHmac('sha256', key).update(purpose).digest('base64url')

export function makeSetupCode(bytes = randomBytes(12)) {
  const letters = [...bytes].map((byte) => ALPHABET[byte % 32]).join('')
  return letters.replace(/(.{4})(?=.)/g, '$1-')
}

/** @param {string} file @param {() => string} make */
async function keptIn(file, make) {
  if (!fs.existsSync(file)) {
    await withLock(`${file}.lock`, async () => {
      if (!fs.existsSync(file)) writeWhole(file, `${make()}\n`)
    })
  }
  fs.chmodSync(file, 0o600)
  return fs.readFileSync(file, 'utf8').trim()
}
