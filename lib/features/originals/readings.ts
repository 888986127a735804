import { createHash } from 'node:crypto'
import type { CaseFile, Exhibit } from '@/lib/features/casefile/schema'
import { withoutStopped } from '@/lib/features/cases/queries'
import { evidenceOf, readEvidence } from '@/lib/features/evidence/queries'
import { contactsIn } from '@/lib/features/notices/readings'
import type { Redaction } from '@/lib/features/redaction/model'
import type { Db } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { readObject } from '@/lib/platform/vault/objects'
import { VaultError } from '@/lib/platform/vault/classes'
import { exhibitsWith, idsIn, isJson, type Original, paperExhibits, pathOf, withoutContacts } from './model'

interface CaseRow {
  id: string
  instanceId: string
}

/** The exhibits of a case with what was sealed of them; what nothing but the seal knows is numbered on. */
export async function originalsOf(db: Db, row: CaseRow, file: CaseFile): Promise<Original[]> {
  const sealed = exhibitsWith(file.exhibits, await evidenceOf(db, row.id))
  const papers = await db.paper.findMany({ where: { caseId: row.id }, orderBy: [{ at: 'asc' }, { id: 'asc' }] })
  return [...sealed, ...paperExhibits(sealed.length, papers)]
}

/** What of an original leaves the house. */
export interface Delivery {
  exhibit: Exhibit
  part: { path: string; bytes: Uint8Array } | { path: string; open: () => AsyncIterable<Uint8Array> } | null
  sizes: { bytes: number; sha256: string }
  difference: 'none' | 'redacted'
  why: string | null
}

/** Words are freed of what is withheld; pictures and recordings are delivered as they were sealed. */
export async function deliver(
  db: Db,
  row: CaseRow,
  { originals, redaction }: { originals: readonly Original[]; redaction: Redaction },
): Promise<Delivery[]> {
  const contacts = originals.some((one) => one.paperObjectId) ? await contactsIn(db, row.id) : []
  const isStopped = (await hasStopped(db, row))
    ? (ids: readonly string[]) => areStopped(db, row, ids)
    : async () => false
  const each = (original: Original) => deliverOne(db, { original, redaction, contacts, isStopped })
  const delivered: Delivery[] = []
  for (let from = 0; from < originals.length; from += AT_ONCE)
    delivered.push(...(await Promise.all(originals.slice(from, from + AT_ONCE).map(each))))
  return delivered
}

/** While one waits for the database or the disk, others are hashed; more would hold more of the pool, and more in memory. */
const AT_ONCE = 4

interface Delivering {
  original: Original
  redaction: Redaction
  contacts: readonly string[]
  isStopped: (ids: readonly string[]) => Promise<boolean>
}

async function deliverOne(db: Db, { original, redaction, contacts, isStopped }: Delivering): Promise<Delivery> {
  const { exhibit, evidenceId, shows } = original
  const none = (why: string | null): Delivery => ({
    exhibit: { ...exhibit, missing: why },
    part: null,
    sizes: { bytes: 0, sha256: '' },
    difference: 'none',
    why,
  })
  if (original.paperObjectId) return deliverPaper(db, original, { redaction, contacts })
  if (!evidenceId) return none(exhibit.missing)
  if (exhibit.kind !== 'report' && (await isStopped(shows))) return none('childSafety')
  try {
    const path = pathOf(exhibit, redaction.text)
    const shown = { ...exhibit, file: path }
    if (!isJson(exhibit)) {
      const open = () => piecesOf(db, evidenceId)
      return { exhibit: shown, part: { path, open }, sizes: await sizesOf(open()), difference: 'none', why: null }
    }
    const bytes = await readWhole(piecesOf(db, evidenceId))
    const told = parsed(bytes)
    if (told === undefined) return none('other')
    if (await isStopped(idsIn(told))) return none('childSafety')
    const redacted = redaction.json(told)
    const isSame = JSON.stringify(redacted) === JSON.stringify(told)
    const given = isSame ? bytes : Buffer.from(`${JSON.stringify(redacted, null, 2)}\n`)
    const sizes = { bytes: given.length, sha256: createHash('sha256').update(given).digest('hex') }
    const difference = isSame ? 'none' : 'redacted'
    return { exhibit: shown, part: { path, bytes: given }, sizes, difference, why: isSame ? null : 'redacted' }
  } catch (error) {
    // The rest goes out, and says what could not.
    if (error instanceof AppError && error.code === 'evidence.damaged') return none('lost')
    throw error
  }
}

/** A letter or a form leaves without addresses and telephones; an e-mail as a file has them in its head, and stays. */
async function deliverPaper(
  db: Db,
  { exhibit, paperObjectId = '' }: Original,
  { redaction, contacts }: Pick<Delivering, 'redaction' | 'contacts'>,
): Promise<Delivery> {
  const none = (why: string): Delivery => ({
    exhibit: { ...exhibit, missing: why },
    part: null,
    sizes: { bytes: 0, sha256: '' },
    difference: 'none',
    why,
  })
  if (exhibit.mediaType !== 'text/plain') return none('email')
  const bytes = await readObject(db, paperObjectId).catch((error: unknown) => {
    if (error instanceof VaultError) return error.fault
    throw error
  })
  if (typeof bytes === 'string') return none(bytes === 'destroyed' || bytes === 'key' ? 'destroyed' : 'lost')
  const words = Buffer.from(bytes).toString('utf8')
  const told = redaction.text(withoutContacts(words, contacts))
  const given = told === words ? bytes : Buffer.from(told)
  const path = pathOf(exhibit, redaction.text)
  const isSame = told === words
  return {
    exhibit: { ...exhibit, file: path },
    part: { path, bytes: given },
    sizes: { bytes: given.length, sha256: createHash('sha256').update(given).digest('hex') },
    difference: isSame ? 'none' : 'redacted',
    why: isSame ? null : 'redacted',
  }
}

async function* piecesOf(db: Db, evidenceId: string): AsyncGenerator<Uint8Array> {
  const pieces = await readEvidence(db, evidenceId)
  if (!pieces) throw new AppError('evidence.damaged')
  yield* pieces
}

/** Whether anything was stopped on this instance at all; where nothing was, nothing has to be looked for. */
async function hasStopped(db: Db, { instanceId }: CaseRow): Promise<boolean> {
  return (await db.case.count({ where: { instanceId, class: 'childSafety' } })) > 0
}

/** A thread or a report may name a post that stands in a stopped case: then nothing of it goes out. */
async function areStopped(db: Db, row: CaseRow, ids: readonly string[]): Promise<boolean> {
  return (await withoutStopped(db, row, ids)).length < ids.length
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}

async function readWhole(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}

async function sizesOf(pieces: AsyncIterable<Uint8Array>): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const piece of pieces) {
    hash.update(piece)
    bytes += piece.length
  }
  return { bytes, sha256: hash.digest('hex') }
}
