import { createHash } from 'node:crypto'
import { newId, type Tx } from '@/lib/platform/db/client'
import { decrypted, encrypted, encryptWhole, newKey, unwrapKey, wrapKey } from './cipher'
import { VaultError, type VaultClass } from './classes'
import { caseKeys, existingCaseKey } from './keys'
import { type PlaceDb, shelfOf } from './place'
import type { Shelf } from './shelf'

/**
 * The vault. Each object has a random key of its own, wrapped by the key of its case and class (`keys`), wrapped by a master key
 * that is not in the database (`masters`). Small things: `putObject` in the transaction. Files: `storeFile` before it and
 * `keepFile` in it. `rewrap` moves between classes; `destroy` deletes keys. Who may read is asked by whoever calls.
 */
export type VaultTx = Pick<Tx, 'vaultCaseKey' | 'vaultObject' | 'vaultObjectKey' | 'vaultBlob'>
/** What suffices to read. */
export type VaultReading = Pick<Tx, 'vaultCaseKey' | 'vaultObject'> & PlaceDb

export interface ObjectPlace {
  caseId: string
  class: VaultClass
  /** A word of ours for what it holds. */
  kind: string
}

export interface Kept {
  id: string
  /** Of the plain bytes, in hex. */
  sha256: string
  /** Of the plain bytes. */
  size: number
}

/** Up to this many bytes an object may lie in the database; what is larger is stored on the shelf (`storeFile`). */
export const SMALL_MAX_BYTES = 1_000_000

/** Seals small things, in the caller's transaction: six statements at most, however many objects and cases. */
export async function putObjects(
  tx: VaultTx,
  now: Date,
  objects: readonly (ObjectPlace & { bytes: Uint8Array })[],
): Promise<Kept[]> {
  if (objects.length === 0) return []
  const keyOf = await caseKeys(tx, objects)
  const made = objects.map(({ bytes, ...place }) => {
    if (bytes.length > SMALL_MAX_BYTES) throw new RangeError('store it on the shelf')
    const id = newId()
    const key = newKey()
    const sealed = new Uint8Array(encryptWhole(key, id, bytes))
    return { id, place, key, sealed, sha256: sha256Of(bytes), size: bytes.length }
  })
  await tx.vaultObject.createMany({
    data: made.map(({ id, place, sealed, sha256, size }) => ({
      id,
      ...place,
      sha256,
      size,
      address: sha256Of(sealed),
      isOnShelf: false,
      storedAt: now,
    })),
  })
  await tx.vaultObjectKey.createMany({
    data: made.map(({ id, place, key }) => ({ objectId: id, wrapped: wrapKey(keyOf(place), nameOf(id, place), key) })),
  })
  await tx.vaultBlob.createMany({ data: made.map(({ id, sealed }) => ({ objectId: id, bytes: sealed })) })
  return made.map(({ id, sha256, size }) => ({ id, sha256, size }))
}

/** Seals one small thing (`SMALL_MAX_BYTES`). */
export async function putObject(tx: VaultTx, now: Date, place: ObjectPlace, bytes: Uint8Array): Promise<Kept> {
  const [kept] = await putObjects(tx, now, [{ ...place, bytes }])
  if (!kept) throw new Error('nothing was kept')
  return kept
}

/** A file on the shelf that no row names yet. Its key is in this process only: unless `keepFile` follows, it opens for nobody. */
export interface StoredFile extends Kept {
  key: Buffer
  address: string
}

/**
 * Encrypts onto the shelf, before the transaction that keeps it (it may take long, and the shelf may be another machine). Throws
 * `full`, and then nothing of it is left. A file whose row never comes is swept after an hour.
 */
export async function storeFile(
  db: PlaceDb,
  plain: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  onShelf?: Shelf,
): Promise<StoredFile> {
  const shelf = onShelf ?? (await shelfOf(db))
  const id = newId()
  const key = newKey()
  const hash = createHash('sha256')
  let size = 0
  async function* counted() {
    for await (const piece of plain) {
      hash.update(piece)
      size += piece.length
      yield piece
    }
  }
  const { address } = await shelf.put(encrypted(key, id, counted()))
  return { id, key, address, sha256: hash.digest('hex'), size }
}

/** Gives a stored file its row and its wrapped key, in the caller's transaction. */
export async function keepFile(tx: VaultTx, now: Date, place: ObjectPlace, file: StoredFile): Promise<Kept> {
  const keyOf = await caseKeys(tx, [place])
  const { id, key, address, sha256, size } = file
  await tx.vaultObject.create({ data: { id, ...place, sha256, size, address, isOnShelf: true, storedAt: now } })
  await tx.vaultObjectKey.create({ data: { objectId: id, wrapped: wrapKey(keyOf(place), nameOf(id, place), key) } })
  return { id, sha256, size }
}

/**
 * The plain bytes, piece by piece. Throws `tampered` where a piece is not what was sealed, and at the end when the whole is not;
 * `missing`, `destroyed` and `key` before the first. Asks nothing about who may read.
 */
export async function* openObject(tx: VaultReading, id: string, onShelf?: Shelf): AsyncGenerator<Buffer> {
  const row = await tx.vaultObject.findUnique({ where: { id }, include: { key: true, blob: true } })
  if (!row) throw new VaultError('missing')
  if (row.destroyedAt) throw new VaultError('destroyed')
  const place = { caseId: row.caseId, class: row.class as VaultClass } // Checked by the table.
  const caseKey = await existingCaseKey(tx, place)
  if (!row.key) throw new VaultError('key')
  const key = unwrapKey(caseKey, nameOf(id, place), row.key.wrapped)
  if (!row.isOnShelf && !row.blob) throw new VaultError('missing')
  const sealed = row.blob ? [row.blob.bytes] : (onShelf ?? (await shelfOf(tx))).read(row.address)
  const hash = createHash('sha256')
  for await (const piece of decrypted(key, id, sealed)) {
    hash.update(piece)
    yield piece
  }
  if (row.sha256 && hash.digest('hex') !== row.sha256) throw new VaultError('tampered')
}

/** The plain bytes in one piece, checked whole before anything is given: for what fits into memory. */
export async function readObject(tx: VaultReading, id: string, shelf?: Shelf): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Buffer[] = []
  for await (const piece of openObject(tx, id, shelf)) pieces.push(piece)
  return new Uint8Array(Buffer.concat(pieces))
}

/** Moves objects of one case to another class: their keys are wrapped anew, nothing is copied and no ciphertext moves. */
export async function rewrap(tx: VaultTx, ids: readonly string[], to: VaultClass): Promise<void> {
  const rows = await tx.vaultObject.findMany({
    where: { id: { in: [...ids] }, destroyedAt: null, class: { not: to } },
    include: { key: true },
  })
  for (const row of rows) {
    const from = { caseId: row.caseId, class: row.class as VaultClass } // Checked by the table.
    const next = { caseId: row.caseId, class: to }
    if (!row.key) throw new VaultError('key')
    const key = unwrapKey(await existingCaseKey(tx, from), nameOf(row.id, from), row.key.wrapped)
    const by = (await caseKeys(tx, [next]))(next)
    await tx.vaultObjectKey.update({
      where: { objectId: row.id },
      data: { wrapped: wrapKey(by, nameOf(row.id, next), key) },
    })
    await tx.vaultObject.update({ where: { id: row.id }, data: { class: to } })
  }
}

const nameOf = (id: string, { caseId, class: kind }: { caseId: string; class: VaultClass }): string =>
  `${id} ${caseId} ${kind}`
const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
