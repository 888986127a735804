import type { Db, Prisma } from '@/lib/platform/db/client'
import { hashOf } from './console'
import type { VaultClass } from './classes'
import type { VaultTx } from './objects'
import { type PlaceDb, shelfOf } from './place'
import type { Shelf } from './shelf'

/**
 * What stays of an object that is destroyed: its hash, by which the same file is known again; a keyed hash, which says so only to
 * whoever has both the file and the console's key; or nothing.
 */
export type Remains = 'hash' | 'keyedHash' | 'nothing'

/** Destroys the keys of objects, in the caller's transaction: from its commit on they open for nobody. Counts them. */
export async function destroyObjects(
  tx: VaultTx,
  now: Date,
  { ids, remains }: { ids: readonly string[]; remains: Remains },
): Promise<number> {
  return destroyWhere(tx, now, { where: { id: { in: [...ids] } }, remains })
}

/** Destroys the keys of a case, of all its classes or of some, and with them everything that they opened. Counts the objects. */
export async function destroyCaseKeys(
  tx: VaultTx,
  now: Date,
  { caseId, classes, remains }: { caseId: string; classes?: readonly VaultClass[]; remains: Remains },
): Promise<number> {
  const where = { caseId, ...(classes ? { class: { in: [...classes] } } : {}) }
  await tx.vaultCaseKey.deleteMany({ where })
  return destroyWhere(tx, now, { where, remains })
}

async function destroyWhere(
  tx: VaultTx,
  now: Date,
  { where, remains }: { where: Prisma.VaultObjectWhereInput; remains: Remains },
): Promise<number> {
  const rows = await tx.vaultObject.findMany({
    where: { ...where, destroyedAt: null },
    select: { id: true, sha256: true },
  })
  const objectId = { in: rows.map((row) => row.id) }
  await tx.vaultObjectKey.deleteMany({ where: { objectId } })
  await tx.vaultBlob.deleteMany({ where: { objectId } })
  // What lay in the database is gone with its row; what lies on the shelf follows (`dropDestroyed`).
  await tx.vaultObject.updateMany({ where: { id: objectId, isOnShelf: false }, data: { droppedAt: now } })
  await tx.vaultObject.updateMany({ where: { id: objectId }, data: { destroyedAt: now } })
  if (remains === 'hash') return rows.length
  for (const { id, sha256 } of rows) {
    const keyedHash = remains === 'keyedHash' && sha256 ? keyedFileHash(sha256) : null
    await tx.vaultObject.update({ where: { id }, data: { sha256: null, keyedHash } })
  }
  return rows.length
}

/** Of the hash of a file (hex), by the console's key: equal for equal files, and tells nothing without the key. */
export function keyedFileHash(sha256: string): string {
  return hashOf('file hash', sha256).toString('hex')
}

/** Takes the ciphertext of destroyed objects from the shelf; counts. After a crash the next run goes on. */
export async function dropDestroyed(
  db: Pick<Db, 'vaultObject'> & PlaceDb,
  now: Date,
  onShelf?: Shelf,
): Promise<number> {
  const rows = await db.vaultObject.findMany({
    where: { destroyedAt: { not: null }, droppedAt: null },
    select: { id: true, address: true },
    take: 1000,
  })
  if (rows.length === 0) return 0
  const shelf = onShelf ?? (await shelfOf(db))
  for (const { id, address } of rows) {
    await shelf.drop(address)
    await db.vaultObject.update({ where: { id }, data: { droppedAt: now } })
  }
  return rows.length
}

/** Files whose row never came are given an hour: a transaction is over in a minute. */
const ORPHAN_MS = 3_600_000
const LOOKED_UP = 500

/** Drops what a process left that died between a file and its row, and what it left half written. Counts. */
export async function sweepShelf(
  db: Pick<Db, 'vaultObject'> & PlaceDb,
  now: Date,
  onShelf?: Shelf,
): Promise<{ orphans: number; leftovers: number }> {
  const shelf = onShelf ?? (await shelfOf(db))
  const before = new Date(now.getTime() - ORPHAN_MS)
  const leftovers = await shelf.dropLeftovers(before)
  let orphans = 0
  let group: string[] = []
  const dropUnnamed = async () => {
    const rows = await db.vaultObject.findMany({ where: { address: { in: group } }, select: { address: true } })
    const named = new Set(rows.map((row) => row.address))
    for (const address of group.filter((one) => !named.has(one))) {
      await shelf.drop(address)
      orphans += 1
    }
    group = []
  }
  for await (const { address, at } of shelf.list()) {
    if (at >= before) continue
    group.push(address)
    if (group.length === LOOKED_UP) await dropUnnamed()
  }
  await dropUnnamed()
  return { orphans, leftovers }
}
