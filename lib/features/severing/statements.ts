import { type Db, raw, sql, type Tx } from '@/lib/platform/db/client'
import type { ErrorCode } from '@/lib/platform/errors/error'
import { destroyObjects } from '@/lib/platform/vault/destroy'

interface Person {
  instanceId: string
  remoteId: string
}

/**
 * In the place of an author who was erased from a notice that names others too; with the number of their first address there, so that
 * what became of it and who was told stay one record (17 USC 512(g)).
 */
const PSEUDONYM = 'erased-'
const BLANK = '[erased]'

/** Cases in which somebody has a part, however they came in: as a party, as an author elsewhere, as whoever sent a counter-notice. */
export function namesSql({ remoteId }: Pick<Person, 'remoteId'>) {
  return sql`(c.subject_id = ${remoteId} OR c.party_ids @> ARRAY[${remoteId}]::text[]
    OR EXISTS (SELECT FROM notice_item i WHERE i.case_id = c.id AND i.account_id = ${remoteId})
    OR EXISTS (SELECT FROM notice_subscriber s WHERE s.case_id = c.id AND s.account_id = ${remoteId})
    OR EXISTS (SELECT FROM counter_notice n WHERE n.case_id = c.id AND n.account_id = ${remoteId}))`
}

/** What of the copyright desk, and of every other, keeps a person from being erased now; the code of an error, or null. */
export async function standsAgainst(tx: Pick<Db, '$queryRaw'>, person: Person): Promise<ErrorCode | null> {
  const { instanceId, remoteId } = person
  const [found] = await tx.$queryRaw<{ open: boolean; counter: boolean; blocked: boolean }[]>(sql`
    SELECT EXISTS (SELECT FROM "case" c WHERE c.instance_id = ${instanceId}::uuid AND c.state = 'open' AND ${namesSql(person)}) AS open,
      EXISTS (SELECT FROM counter_notice n JOIN "case" c ON c.id = n.case_id WHERE c.instance_id = ${instanceId}::uuid
        AND n.account_id = ${remoteId} AND n.state IN ('received', 'defective', 'valid', 'forwarded', 'held', 'restoring')) AS counter,
      EXISTS (SELECT FROM edge_block b WHERE b.instance_id = ${instanceId}::uuid AND b.lifted_at IS NULL
        AND b.account_id = ${remoteId}) AS blocked`)
  if (found?.open) return 'erasure.openCase'
  // 512(g)(2): what it asks for is owed to whoever sent it, and its words to whoever complained.
  if (found?.counter) return 'erasure.counterOpen'
  // The rules of the proxy are made from these addresses: without them the material would be served again (512(c)(1)(C)).
  return found?.blocked ? 'erasure.blocked' : null
}

interface Named {
  id: string
  /** Nobody else's posts are in it. */
  isAlone: boolean
}

/** Notices in which somebody has a part. An address that was never asked for may be anybody's. */
export function noticesOf(tx: Tx, person: Person): Promise<Named[]> {
  const { instanceId, remoteId } = person
  return tx.$queryRaw<Named[]>(sql`
    SELECT c.id, (c.subject_id IS NOT DISTINCT FROM ${remoteId}
        OR EXISTS (SELECT FROM notice_item i WHERE i.case_id = c.id AND i.account_id = ${remoteId}))
      AND NOT EXISTS (SELECT FROM notice_item i WHERE i.case_id = c.id AND (i.state = 'waiting'
        OR (i.account_id <> ${remoteId} AND i.account_id NOT LIKE ${`${PSEUDONYM}%`}))) AS "isAlone"
    FROM "case" c JOIN notice q ON q.case_id = c.id
    WHERE c.instance_id = ${instanceId}::uuid AND c.class = 'ordinary' AND c.emptied_at IS NULL AND ${namesSql(person)}`)
}

/**
 * Takes one author out of a notice that names others too. What the sender wrote, what became of each address and when, the clocks and
 * the record of a dispute stay; their addresses, their counter-notice, what was written to them and what was sealed of them go.
 */
export async function sever(tx: Tx, { instanceId, remoteId }: Person, caseId: string, now: Date): Promise<void> {
  const items = await tx.noticeItem.findMany({ where: { caseId, accountId: remoteId }, orderBy: { number: 'asc' } })
  const itemIds = items.map((item) => item.id)
  const postIds = items.flatMap((item) => item.postId ?? [])
  const mine = { caseId, accountId: remoteId }
  const alias = `${PSEUDONYM}${items[0]?.number ?? 0}`
  await severBlocks(tx, { alias, itemIds, now })
  const url = { url: BLANK, why: '', fairUse: '', postId: null, postUrl: null, mediaUrls: [] }
  await tx.noticeItem.updateMany({ where: mine, data: { ...url, accountId: alias } })
  await tx.noticeSubscriber.updateMany({ where: mine, data: { accountId: alias, tokenHash: null } })
  await severPapers(tx, { caseId, remoteId }, now)
  const counters = await tx.counterNotice.findMany({ where: mine, select: { id: true } })
  const counterId = { in: counters.map(({ id }) => id) }
  await tx.courtPaper.updateMany({ where: { counterId }, data: { reason: '' } })
  const said = { name: '', address: '', phone: '', text: '', reason: '' }
  await tx.counterNotice.updateMany({ where: mine, data: { ...said, accountId: alias } })
  const letter = { party: BLANK, address: '', subject: '' }
  await tx.letter.updateMany({ where: mine, data: { ...letter, accountId: alias } })
  await tx.letter.updateMany({ where: { caseId, aboutId: remoteId }, data: { subject: '', aboutId: alias } })
  await severEvidence(tx, { caseId, instanceId, remoteId, postIds }, now)
  await tx.$executeRaw(sql`
    UPDATE "case" c SET version = version + 1, party_ids = array_remove(party_ids, ${remoteId}),
      subject_id = CASE WHEN c.subject_id IS DISTINCT FROM ${remoteId} THEN c.subject_id ELSE (
        SELECT i.account_id FROM notice_item i WHERE i.case_id = c.id AND i.account_id NOT LIKE ${`${PSEUDONYM}%`}
        ORDER BY i.is_local DESC NULLS LAST, i.number LIMIT 1) END
    WHERE id = ${caseId}::uuid`)
  await tx.$executeRaw(sql`DELETE FROM case_search WHERE case_id = ${caseId}::uuid`)
  await tx.$executeRaw(sql`INSERT INTO search_due (case_id) VALUES (${caseId}::uuid)`)
}

/** When it was blocked and lifted stays; the addresses and what they answered go. */
async function severBlocks(
  tx: Tx,
  { alias, itemIds, now }: { alias: string; itemIds: string[]; now: Date },
): Promise<void> {
  // A restored copy may be of a day on which a block stood that was over when they were erased.
  await tx.$executeRaw(sql`
    UPDATE edge_block SET account_id = ${alias}, post_id = NULL, post_url = NULL, media_urls = '{}',
      state = CASE WHEN lifted_at IS NULL THEN 'gone' ELSE state END, lifted_at = coalesce(lifted_at, ${now}::timestamptz)
    WHERE item_id = ANY(${itemIds}::uuid[])`)
  await tx.$executeRaw(sql`
    DELETE FROM edge_probe p USING edge_block b WHERE b.id = p.block_id AND b.item_id = ANY(${itemIds}::uuid[])`)
}

/**
 * What they sent, what was written to them, what handed their words on, and what a court sent about their counter-notice alone. That a
 * paper came or went, which sort, when, and of whom else it was, stays.
 */
async function severPapers(tx: Tx, { caseId, remoteId }: { caseId: string; remoteId: string }, now: Date) {
  const mine = { caseId, accountId: remoteId }
  const counters = await tx.counterNotice.findMany({ where: mine, select: { id: true, paperId: true } })
  const own = new Set(counters.map((one) => one.id))
  const court = await tx.courtPaper.findMany({ where: { caseId } })
  const shared = court.filter((paper) => !own.has(paper.counterId ?? '')).map((paper) => paper.paperId)
  const letters = await tx.letter.findMany({ where: { caseId, OR: [mine, { aboutId: remoteId }] } })
  const theirs = [
    ...counters.flatMap(({ paperId }) => paperId ?? []),
    ...letters.flatMap((letter) => (letter.accountId === remoteId ? letter.paperId : [])),
  ]
  const about = [...letters, ...court].map((one) => one.paperId).filter((id) => !shared.includes(id))
  const where = { id: { in: [...theirs, ...about] } }
  const papers = await tx.paper.findMany({ where, select: { objectId: true } })
  await destroyObjects(tx, now, { ids: papers.flatMap(({ objectId }) => objectId ?? []), remains: 'keyedHash' })
  await tx.paper.updateMany({ where, data: { subject: '', objectId: null, sha256: null } })
  await tx.paper.updateMany({ where: { id: { in: theirs } }, data: { party: BLANK } })
}

interface Seen extends Person {
  caseId: string
  postIds: string[]
}

/** Posts of theirs that stand on the case, and what was sealed of them. */
async function severEvidence(tx: Tx, { caseId, instanceId, remoteId, postIds }: Seen, now: Date): Promise<void> {
  const theirs = await tx.post.findMany({ where: { instanceId, authorId: remoteId }, select: { remoteId: true } })
  const ids = [...new Set([...postIds, ...theirs.map((post) => post.remoteId)])]
  const where = {
    caseId,
    OR: [{ remoteId: { in: ids } }, { postId: { in: ids } }, { kind: 'account', remoteId }],
  }
  const rows = await tx.evidence.findMany({ where, select: { objectId: true } })
  await destroyObjects(tx, now, { ids: rows.flatMap(({ objectId }) => objectId ?? []), remains: 'keyedHash' })
  await tx.evidence.deleteMany({ where })
  await tx.casePost.deleteMany({ where: { caseId, postId: { in: ids } } })
  await tx.removal.deleteMany({ where: { caseId, postId: { in: ids } } })
  await tx.$executeRaw(sql`
    DELETE FROM audit_value v USING audit_row r WHERE r.id = v.audit_id AND r.case_id = ${caseId}::uuid
      AND v.value = ANY(${ids.map((id) => JSON.stringify(id))}::text[])`)
}

/** Words on the copyright desk that may name somebody: of whoever wrote a notice, and of whoever judged it. */
const WORDS: readonly (readonly [table: string, columns: readonly string[]])[] = [
  ['notice', ['reason', 'own_knowledge', 'misrepresentation']],
  ['notice_element', ['quote']],
  ['notice_work', ['text']],
  ['notice_item', ['url', 'why', 'fair_use']],
  ['counter_notice', ['text', 'reason']],
  ['court_paper', ['reason']],
]

/** Where a notice names the person by their handle, also in an address, it says "[erased]" there. The sealed original stays whole. */
export async function withoutHandle(
  tx: Tx,
  { instanceId, names }: { instanceId: string; names: string },
): Promise<void> {
  const pattern = `(@|/users/)(${names})(?![A-Za-z0-9_])`
  for (const [table, columns] of WORDS) {
    const t = raw(table)
    for (const column of columns.map(raw))
      await tx.$executeRaw(sql`
        UPDATE ${t} t SET ${column} = regexp_replace(t.${column}, ${pattern}, '\\1[erased]', 'gi')
        FROM "case" c WHERE c.id = t.case_id AND c.instance_id = ${instanceId}::uuid AND t.${column} ~* ${pattern}`)
  }
}
