import path from 'node:path'
import { type Db, newId } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env/env'
import { VaultError } from './classes'
import { bucketShelf } from './bucket'
import { caseKeys } from './keys'
import { folderShelf, type Shelf } from './shelf'

export type PlaceDb = Pick<Db, 'vaultPlace'>

// A console of tests may open several databases in one process.
const known = new Map<string, Shelf>()

/**
 * Where this database's ciphertext lies: a part of the folder or bucket that bears the vault's number, so that consoles which share a folder by
 * mistake never meet. Begun where the database has none yet. Throws `elsewhere` when this folder does not hold it: what one
 * process sealed, another would not find.
 */
export async function shelfOf(db: PlaceDb): Promise<Shelf> {
  const identity = (await db.vaultPlace.findFirst())?.identity ?? (await begin(db))
  const kept = known.get(identity)
  if (kept) return kept
  const shelf = shelfNamed(identity)
  if (!(await shelf.isThere())) throw new VaultError('elsewhere')
  known.set(identity, shelf)
  return shelf
}

function shelfNamed(identity: string): Shelf {
  const { bucket, vaultFolder } = env()
  const folder = path.join(vaultFolder, identity)
  return bucket ? bucketShelf({ ...bucket, folder }, identity) : folderShelf(folder)
}

async function begin(db: PlaceDb): Promise<string> {
  const identity = newId()
  // The place first: a number in the database whose place does not exist would lock everybody out.
  await shelfNamed(identity).begin()
  await db.vaultPlace.createMany({ data: { identity }, skipDuplicates: true })
  return (await db.vaultPlace.findFirstOrThrow()).identity
}

const NO_CASE = '00000000-0000-0000-0000-000000000000'

/** Throws `elsewhere` as `shelfOf`, and `key` when no master key here opens what this vault was begun with. */
export async function checkVault(db: PlaceDb & Pick<Db, 'vaultCaseKey'>): Promise<void> {
  await shelfOf(db)
  await caseKeys(db, [{ caseId: NO_CASE, class: 'ordinary' }])
}
