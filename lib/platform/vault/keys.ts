import type { Db, Tx } from '@/lib/platform/db/client'
import { transaction } from '@/lib/platform/db/client'
import { newKey, unwrapKey, wrapKey } from './cipher'
import { VaultError, type VaultClass } from './classes'
import { type Masters, mastersHere } from './masters'

export interface CaseKeyRef {
  caseId: string
  class: VaultClass
}
type KeyTx = Pick<Tx, 'vaultCaseKey'>

const nameOf = ({ caseId, class: kind }: CaseKeyRef): string => `${caseId} ${kind}`

/** The keys of these cases and classes, made where there is none yet: three statements at most, however many. */
export async function caseKeys(tx: KeyTx, wanted: readonly CaseKeyRef[]): Promise<(ref: CaseKeyRef) => Buffer> {
  const masters = mastersHere()
  const refs = [...new Map(wanted.map((ref) => [nameOf(ref), { caseId: ref.caseId, class: ref.class }])).values()]
  const known = await knownKeys(tx, refs, masters)
  const missing = refs
    .filter((ref) => !known.has(nameOf(ref)))
    .toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
    .map((ref) => ({ ...ref, key: newKey() }))
  if (missing.length > 0) {
    const { current } = masters
    await tx.vaultCaseKey.createMany({
      data: missing.map(({ key, ...ref }) => ({
        ...ref,
        wrapped: wrapKey(current.keyFor(ref.class), nameOf(ref), key),
        master: current.name,
      })),
      skipDuplicates: true,
    })
    // Another process may have been first: what stands there counts.
    for (const [name, key] of await knownKeys(tx, missing, masters)) known.set(name, key)
  }
  return (ref) => {
    const key = known.get(nameOf(ref))
    if (!key) throw new VaultError('destroyed')
    return key
  }
}

/** The key of one case and class; throws `destroyed` when there is none, `key` when no master key here opens it. */
export async function existingCaseKey(tx: KeyTx, ref: CaseKeyRef): Promise<Buffer> {
  const [entry] = await knownKeys(tx, [ref], mastersHere())
  if (!entry) throw new VaultError('destroyed')
  return entry[1]
}

async function knownKeys(tx: KeyTx, refs: readonly CaseKeyRef[], masters: Masters): Promise<Map<string, Buffer>> {
  if (refs.length === 0) return new Map()
  const caseIds = [...new Set(refs.map((ref) => ref.caseId))]
  const classes = [...new Set(refs.map((ref) => ref.class))]
  const rows = await tx.vaultCaseKey.findMany({ where: { caseId: { in: caseIds }, class: { in: classes } } })
  const asked = new Set(refs.map(nameOf))
  return new Map(
    rows.flatMap((row) => {
      const ref = { caseId: row.caseId, class: row.class as VaultClass } // Written here from the same union.
      if (!asked.has(nameOf(ref))) return []
      return [[nameOf(ref), unwrapKey(masters.named(row.master).keyFor(ref.class), nameOf(ref), row.wrapped)] as const]
    }),
  )
}

const BATCH = 200

/**
 * Wraps by the current master key whatever a former one has wrapped; counts the keys. Objects and their keys stay as they are. It
 * may die at any line and be run again, and consoles that know both keys may work meanwhile.
 */
export async function rewrapAll(db: Db, masters: Masters = mastersHere()): Promise<number> {
  for (let count = 0; ; ) {
    const done = await transaction(db, (tx) => rewrapSome(tx, masters))
    if (done === 0) return count
    count += done
  }
}

async function rewrapSome(tx: KeyTx, masters: Masters): Promise<number> {
  const { current } = masters
  const rows = await tx.vaultCaseKey.findMany({ where: { master: { not: current.name } }, take: BATCH })
  for (const row of rows) {
    const ref = { caseId: row.caseId, class: row.class as VaultClass } // As above.
    const key = unwrapKey(masters.named(row.master).keyFor(ref.class), nameOf(ref), row.wrapped)
    await tx.vaultCaseKey.updateMany({
      where: { ...ref, master: row.master },
      data: { wrapped: wrapKey(current.keyFor(ref.class), nameOf(ref), key), master: current.name },
    })
  }
  return rows.length
}
