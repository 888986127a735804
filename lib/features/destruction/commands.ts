import { z } from 'zod'
import { noteErased, personHash } from '@/lib/features/erased/statements'
import { heldBy, type Scope } from '@/lib/features/holds/statements'
import { namesSql, standsAgainst } from '@/lib/features/severing/statements'
import { defineCommand } from '@/lib/platform/commands/define'
import { runCommand } from '@/lib/platform/commands/run'
import { type Db, sql, type Tx } from '@/lib/platform/db/client'
import { AppError, type ErrorCode } from '@/lib/platform/errors/error'
import { hashHere } from '@/lib/platform/vault/console'
import { destroyObjects } from '@/lib/platform/vault/destroy'
import { entry, type Entry, type Intent } from './parse'
import { emptyCases, eraseAccount } from './statements'
import { append, syncLedger } from './store'

const intent = entry.pick({ kind: true, ids: true, instanceId: true, why: true, runId: true })

/** Writes down what is to be destroyed. Whatever happens from here on, it will be, unless a hold comes first. */
export const begin = defineCommand({
  name: 'destruction.begin',
  permission: 'mirror.write',
  input: intent,
  async run({ tx, now }, wish): Promise<number> {
    await assertFree(tx, wish, now)
    return append(tx, now, [{ step: 'intent', ...wish }])
  },
})

/** Destroys what an intent names, and says in the same transaction that it is done. */
export const finish = defineCommand({
  name: 'destruction.finish',
  permission: 'mirror.write',
  input: z.object({ seq: z.int().positive() }),
  async run({ tx, now, remember }, { seq }) {
    const row = await tx.destructionEntry.findUniqueOrThrow({ where: { seq: BigInt(seq) } })
    const wish = entry.parse(JSON.parse(row.line))
    // Who waits for the same entry finds it done.
    await tx.$queryRaw(
      sql`SELECT 1 AS held FROM (SELECT pg_advisory_xact_lock(hashtextextended(${`destroy ${seq}`}, 0))) AS lock`,
    )
    if (!(await pendingOf(tx)).includes(seq)) return { isDone: false }
    await assertFree(tx, wish, now)
    const counts = await applyEntry(tx, wish, now)
    const { kind, ids, instanceId, why } = wish
    await append(tx, now, [{ step: 'done', of: seq, kind, ids, instanceId, why }])
    remember({ fields: { entry: seq, kind, why, ...counts } })
    return { isDone: true }
  },
})

/** Both steps with the file between them: the intent is on the disk beside the vault before anything goes. */
export async function destroy(db: Db, now: Date, wish: Intent): Promise<void> {
  const call = { db, actor: { kind: 'system', name: 'destruction' } as const, now }
  const seq = await runCommand(begin, { ...call, input: wish })
  await syncLedger(db)
  await runCommand(finish, { ...call, input: { seq } })
  await syncLedger(db)
}

/** Goes on with what was written down and not done; what is on hold meanwhile waits for the next time. */
export async function finishPending(db: Db, now: Date): Promise<void> {
  const actor = { kind: 'system', name: 'destruction' } as const
  for (const seq of await pendingOf(db)) {
    try {
      await runCommand(finish, { db, actor, now, input: { seq } })
    } catch (error) {
      if (!isWaiting(error)) throw error
    }
  }
}

/** Why what was written down is not done yet, and will be when that is over. */
const WAITS: readonly ErrorCode[] = ['held', 'erasure.openCase', 'erasure.counterOpen', 'erasure.blocked']
export const isWaiting = (error: unknown): boolean => error instanceof AppError && WAITS.includes(error.code)

/** Numbers of intents that are not done. */
export async function pendingOf(db: Pick<Db, '$queryRaw'> | Tx): Promise<number[]> {
  const rows = await db.$queryRaw<{ seq: bigint }[]>(sql`
    SELECT i.seq FROM destruction_entry i WHERE i.line::json ->> 'step' = 'intent' AND NOT EXISTS (
      SELECT FROM destruction_entry d WHERE d.seq > i.seq AND (d.line::json ->> 'of')::bigint = i.seq) ORDER BY i.seq`)
  return rows.map((row) => Number(row.seq))
}

/** Refuses what is on hold, and a person about whom something came in since two people agreed, in the transaction that destroys. */
async function assertFree(tx: Tx, wish: Intent, now: Date): Promise<void> {
  const held = await heldBy(tx, await SCOPE[wish.kind](tx, wish), now)
  if (held.length > 0) throw new AppError('held', { until: 'never' })
  if (wish.kind !== 'account') return
  for (const remoteId of await accountsNamed(tx, wish)) {
    const why = await standsAgainst(tx, { instanceId: wish.instanceId, remoteId })
    if (why) throw new AppError(why)
  }
}

const SCOPE: Record<Entry['kind'], (tx: Tx, wish: Intent) => Promise<Scope>> = {
  cases: async (_tx, { instanceId, ids }) => ({ instanceId, caseIds: ids }),
  objects: async (tx, { instanceId, ids }) => ({ instanceId, caseIds: await casesOfObjects(tx, ids) }),
  account: async (tx, wish) => personScope(tx, wish.instanceId, await accountsNamed(tx, wish)),
}

/** Everything that an erasure of these people touches: them, what they wrote, and every case in which they are a party. */
export async function personScope(tx: Tx, instanceId: string, ids: readonly string[]): Promise<Scope> {
  const accountIds = [...ids]
  const cases: string[] = []
  for (const remoteId of ids) {
    const rows = await tx.$queryRaw<{ id: string }[]>(sql`
      SELECT c.id FROM "case" c WHERE c.instance_id = ${instanceId}::uuid AND ${namesSql({ remoteId })}`)
    cases.push(...rows.map((row) => row.id))
  }
  const posts = await tx.post.findMany({
    where: { instanceId, authorId: { in: accountIds } },
    select: { remoteId: true },
  })
  return {
    instanceId,
    accountIds,
    caseIds: cases,
    postIds: posts.map((row) => row.remoteId),
  }
}

async function casesOfObjects(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.vaultObject.findMany({ where: { id: { in: [...ids] } }, select: { caseId: true } })
  return [...new Set(rows.map((row) => row.caseId))]
}

/** What an entry says, done to this database: also by a restore, which asks no hold. */
export async function applyEntry(tx: Tx, wish: Entry, now: Date): Promise<Record<string, number>> {
  const counts = await APPLY[wish.kind](tx, wish, now)
  if (wish.runId && (await tx.retentionRun.count({ where: { id: wish.runId } })) === 1) {
    const kind = wish.kind === 'cases' ? 'cases' : 'evidence'
    const data = wish.ids.map((ref) => ({
      runId: wish.runId ?? '',
      kind,
      ref,
      hash: hashHere('destroyed', `${kind} ${ref}`),
      at: now,
    }))
    await tx.retentionItem.createMany({ data, skipDuplicates: true })
  }
  return counts
}

const APPLY: Record<Entry['kind'], (tx: Tx, wish: Entry, now: Date) => Promise<Record<string, number>>> = {
  cases: async (tx, { ids }, now) => ({ cases: await emptyCases(tx, ids, now) }),
  async objects(tx, { ids }, now) {
    await tx.evidence.updateMany({ where: { objectId: { in: ids } }, data: { state: 'destroyed', address: null } })
    return { objects: await destroyObjects(tx, now, { ids, remains: 'keyedHash' }) }
  },
  async account(tx, wish, now) {
    const total: Record<string, number> = {}
    for (const remoteId of await accountsNamed(tx, wish)) {
      const counts = await eraseAccount(tx, { instanceId: wish.instanceId, remoteId }, now)
      for (const [name, count] of Object.entries(counts)) total[name] = (total[name] ?? 0) + count
    }
    for (const hash of wish.ids) {
      // When it was done, also where a restore does it again: what was reported since is new.
      await noteErased(tx, { instanceId: wish.instanceId, personHash: hash }, new Date(wish.at))
      // A restored copy may not know yet that the second person confirmed.
      const open = { instanceId: wish.instanceId, personHash: hash, state: 'proposed' }
      await tx.erasure.updateMany({ where: open, data: { state: 'withdrawn', accountId: null } })
      await tx.erasure.updateMany({
        where: { instanceId: wish.instanceId, personHash: hash, state: 'confirmed' },
        data: { state: 'done', accountId: null, doneAt: now, counts: total },
      })
    }
    return total
  },
}

/** The ids behind keyed hashes, among everybody of whom this database has anything. */
async function accountsNamed(tx: Tx, { ids, instanceId }: Pick<Intent, 'ids' | 'instanceId'>): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>(sql`
    SELECT remote_id AS id FROM account WHERE instance_id = ${instanceId}::uuid
    UNION SELECT remote_id FROM account_contact WHERE instance_id = ${instanceId}::uuid
    UNION SELECT reporter_id FROM report WHERE instance_id = ${instanceId}::uuid
    UNION SELECT target_id FROM report WHERE instance_id = ${instanceId}::uuid
    UNION SELECT author_id FROM post WHERE instance_id = ${instanceId}::uuid
    UNION SELECT target_id FROM act WHERE instance_id = ${instanceId}::uuid
    UNION SELECT unnest(party_ids) FROM "case" WHERE instance_id = ${instanceId}::uuid
    UNION SELECT i.account_id FROM notice_item i JOIN "case" c ON c.id = i.case_id WHERE c.instance_id = ${instanceId}::uuid AND i.account_id IS NOT NULL
    UNION SELECT n.account_id FROM counter_notice n JOIN "case" c ON c.id = n.case_id WHERE c.instance_id = ${instanceId}::uuid
    UNION SELECT s.account_id FROM notice_subscriber s JOIN "case" c ON c.id = s.case_id WHERE c.instance_id = ${instanceId}::uuid
    UNION SELECT account_id FROM strike_entry WHERE instance_id = ${instanceId}::uuid
    UNION SELECT account_id FROM erasure WHERE instance_id = ${instanceId}::uuid AND account_id IS NOT NULL
    UNION SELECT v.subject_id FROM audit_value v WHERE v.subject_id IS NOT NULL
    UNION SELECT unnest(r.subject_ids) FROM audit_row r JOIN audit_value v ON v.audit_id = r.id`)
  return rows.map((row) => row.id).filter((id) => ids.includes(personHash(instanceId, id)))
}
