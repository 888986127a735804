import { type Db, raw, sql, transaction, type Tx } from '@/lib/platform/db/client'
import { hashKeysIn, hashKeysText, KNOWN } from './check'
import { type HashKeys, hashKeysFrom, holdHashKeys } from './console'
import { type Purpose, seal, unseal } from './seal'

/** Where something is sealed under the console's key: column, purpose, and the place to which it is bound, as SQL. */
interface Sealed {
  table: string
  column: string
  purpose: Purpose
  place: string
}

/** All of them. A test reads the database and fails on a column of bytes that stands neither here nor among those that are none. */
export const SEALED: readonly Sealed[] = [
  { table: 'account_contact', column: 'sealed', purpose: 'contact', place: `instance_id || ' ' || remote_id` },
  { table: 'instance', column: 'client_secret', purpose: 'client secret', place: `id::text` },
  { table: 'instance', column: 'reader_client_secret', purpose: 'client secret', place: `id || ' reading'` },
  { table: 'person_clock', column: 'address', purpose: 'contact', place: `'reminder ' || person_id` },
  { table: 'reader_consent', column: 'verifier', purpose: 'token', place: `'consent ' || state_hash` },
  { table: 'signing_secret', column: 'sealed', purpose: 'signing key', place: `algorithm || ' ' || generation` },
  {
    table: 'token',
    column: 'sealed',
    purpose: 'token',
    place: `person_id || CASE purpose WHEN 'acting' THEN '' ELSE ' ' || purpose END`,
  },
  { table: 'webhook_delivery', column: 'sealed', purpose: 'webhook', place: `id::text` },
  { table: 'webhook_secret', column: 'sealed', purpose: 'webhook secret', place: `id::text` },
]

export class RotationError extends Error {
  /** `running`: a console works on this database. `key`: neither key opens it. */
  readonly fault: 'running' | 'key' | 'noFormer'

  constructor(fault: RotationError['fault']) {
    super(`rotation: ${fault}`)
    this.name = 'RotationError'
    this.fault = fault
  }
}

interface Keys {
  key: Buffer
  formerKey: Buffer | null
}

/**
 * Seals everything anew that the former key sealed, in one transaction: whoever dies on the way has changed nothing, and after it
 * nothing is left that the former key opens. Keyed hashes cannot be made anew, so their keys are kept, sealed under the new one.
 * Counts; zero where it was done already. `also` writes in the same transaction.
 */
export async function rotateKey(db: Db, { key, formerKey }: Keys, also: (tx: Tx, count: number) => Promise<unknown>) {
  return transaction(db, async (tx) => {
    const [row] = await tx.$queryRaw<{ check: Uint8Array; keys: Uint8Array | null }[]>(
      sql`SELECT key_check AS check, hash_keys AS keys FROM console FOR UPDATE`,
    )
    if (!row) throw new RotationError('key')
    if (opens(key, row.check)) return 0
    if (!formerKey) throw new RotationError('noFormer')
    if (!opens(formerKey, row.check)) throw new RotationError('key')
    await assertAlone(tx)
    const kept = row.keys ? hashKeysIn(unseal(formerKey, 'hash keys', 'console', row.keys)) : hashKeysFrom(formerKey)
    let count = 0
    for (const place of SEALED) count += await resealAll(tx, place, { key, formerKey })
    await keepCheck(tx, key, kept)
    holdHashKeys(kept)
    await also(tx, count)
    return count
  })
}

function opens(key: Buffer, check: Uint8Array): boolean {
  try {
    return unseal(key, 'key check', 'console', check) === KNOWN
  } catch {
    return false
  }
}

/** A process with the former key would go on to seal by it. */
async function assertAlone(tx: Tx): Promise<void> {
  const [row] = await tx.$queryRaw<{ n: number }[]>(
    sql`SELECT count(*)::int AS n FROM app_process WHERE seen_at > clock_timestamp() - interval '30 seconds'`,
  )
  if ((row?.n ?? 0) > 0) throw new RotationError('running')
}

async function resealAll(
  tx: Tx,
  { table, column, purpose, place }: Sealed,
  { key, formerKey }: { key: Buffer; formerKey: Buffer },
): Promise<number> {
  const [at, bytes] = [raw(table), raw(column)]
  const rows = await tx.$queryRaw<{ tid: string; place: string }[]>(
    sql`SELECT ctid::text AS tid, ${raw(place)} AS place FROM ${at} WHERE octet_length(${bytes}) > 0`,
  )
  // One by one: bodies of webhooks may be large.
  for (const { tid, place: bound } of rows) {
    const [row] = await tx.$queryRaw<{ sealed: Uint8Array }[]>(
      sql`SELECT ${bytes} AS sealed FROM ${at} WHERE ctid = ${tid}::tid FOR UPDATE`,
    )
    if (!row) throw new RotationError('running')
    const anew = seal(key, purpose, bound, unseal(formerKey, purpose, bound, row.sealed))
    await tx.$executeRaw(sql`UPDATE ${at} SET ${bytes} = ${anew} WHERE ctid = ${tid}::tid`)
  }
  return rows.length
}

async function keepCheck(tx: Tx, key: Buffer, keys: HashKeys): Promise<void> {
  const keyCheck = seal(key, 'key check', 'console', KNOWN)
  const hashKeys = seal(key, 'hash keys', 'console', hashKeysText(keys))
  await tx.console.updateMany({ data: { keyCheck, hashKeys } })
}
