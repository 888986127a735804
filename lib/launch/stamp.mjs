import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { inRoot } from './place.mjs'

/**
 * A hash of what a step is made from. Content, not dates: a checkout or a copy gives every file a new date.
 * @param {string[]} inputs files and folders of the project; one that is missing counts as missing
 * @param {(file: string) => boolean} [counts]
 */
export function contentHash(inputs, counts = () => true) {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}`)
  for (const file of inputs.flatMap(filesIn).filter(counts)) {
    hash.update(`\0${file}\0`).update(fs.readFileSync(inRoot(file)))
  }
  return hash.digest('hex')
}

/** @param {string} stamp @param {string} hash */
export function isFresh(stamp, hash) {
  return fs.existsSync(inRoot(stamp)) && fs.readFileSync(inRoot(stamp), 'utf8') === hash
}

/** @param {string} stamp @param {string} hash */
export function leaveStamp(stamp, hash) {
  fs.mkdirSync(path.dirname(inRoot(stamp)), { recursive: true })
  fs.writeFileSync(inRoot(stamp), hash)
}

/** @param {string} name @returns {string[]} */
function filesIn(name) {
  const stat = fs.statSync(inRoot(name), { throwIfNoEntry: false })
  if (!stat) return []
  if (!stat.isDirectory()) return [name]
  return fs
    .readdirSync(inRoot(name))
    .sort()
    .flatMap((entry) => filesIn(path.join(name, entry)))
}
