import type { Db, Tx } from '@/lib/platform/db/client'
import { hashHere } from '@/lib/platform/vault/console'

/** In the place of an id that was erased. */
export const ERASED = 'erased'

/** Whom an erasure was about, as the ledger of destruction names them: says whom only to whoever has the id and the key. */
export const personHash = (instanceId: string, remoteId: string): string =>
  hashHere('destroyed', `account ${instanceId} ${remoteId}`)

type Reading = Pick<Db, 'erasedAccount'> | Pick<Tx, 'erasedAccount'>

/** Which of these people were erased, and when: of whom the mirror takes in only what a report made afterwards needs. */
export async function erasedAmong(
  db: Reading,
  instanceId: string,
  remoteIds: readonly string[],
): Promise<Map<string, Date>> {
  if (remoteIds.length === 0 || !(await db.erasedAccount.findFirst({ where: { instanceId } }))) return new Map()
  const idOf = new Map(remoteIds.map((id) => [personHash(instanceId, id), id]))
  const rows = await db.erasedAccount.findMany({ where: { instanceId, personHash: { in: [...idOf.keys()] } } })
  return new Map(rows.map((row) => [idOf.get(row.personHash) ?? '', row.erasedAt]))
}

/** Remembers that they are erased; at a second erasure, the later moment. */
export async function noteErased(
  tx: Pick<Tx, 'erasedAccount'>,
  { instanceId, personHash: hash }: { instanceId: string; personHash: string },
  erasedAt: Date,
): Promise<void> {
  const key = { instanceId_personHash: { instanceId, personHash: hash } }
  await tx.erasedAccount.upsert({
    where: key,
    create: { instanceId, personHash: hash, erasedAt },
    update: { erasedAt },
  })
}
