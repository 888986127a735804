import { ERASED } from '@/lib/features/erased/statements'
import { forgetInSearch } from '@/lib/features/search/store'
import { noticesOf, sever, withoutHandle } from '@/lib/features/severing/statements'
import { raw, sql, type Tx } from '@/lib/platform/db/client'
import { destroyCaseKeys } from '@/lib/platform/vault/destroy'
import type { VaultClass } from '@/lib/platform/vault/classes'

/**
 * Tables whose rows belong to a case and go with it, children first. A test reads the database and fails on a table that refers to
 * cases and stands neither here nor in STAYS.
 */
export const OF_CASE = [
  'edge_block',
  'court_paper',
  'counter_notice',
  'notice_subscriber',
  'notice_item',
  'notice_work',
  'notice_element',
  'notice_desk',
  'notice',
  'act',
  'case_lease',
  'case_note',
  'case_person',
  'case_post',
  'case_report',
  'case_search',
  'case_share',
  'capture',
  'counsel_comment',
  'evidence',
  'filing',
  'hand_case',
  'hand_task',
  'letter',
  'paper',
  'removal',
  'report_case',
] as const
/** What refers to a case and stays: with why. */
export const STAYS: Record<string, string> = {
  clock: 'its ledger is append-only; it says when something was due, and of nobody',
  safety_stop: 'a stopped case is never emptied',
}

const CLASSES: readonly VaultClass[] = ['ordinary', 'quarantine', 'counsel', 'paper']

/** What a case held goes, and with it the keys of what was sealed for it; its shell stays. Doing it twice takes nothing twice. */
export async function emptyCases(tx: Tx, ids: readonly string[], now: Date): Promise<number> {
  const list = [...ids]
  for (const caseId of list) await destroyCaseKeys(tx, now, { caseId, classes: CLASSES, remains: 'keyedHash' })
  // Who works here and was a party stays one: nobody sees the rows of a case about themselves.
  const emptied = await tx.$executeRaw(sql`
    UPDATE "case" c SET state = 'closed', subject_id = NULL, owner_id = NULL, owned_at = NULL, version = version + 1,
      closed_at = coalesce(closed_at, ${now}::timestamptz), emptied_at = ${now}::timestamptz,
      party_ids = ARRAY(SELECT p.remote_id FROM person p WHERE p.instance_id = c.instance_id AND p.remote_id = ANY(c.party_ids))
    WHERE id = ANY(${list}::uuid[]) AND emptied_at IS NULL AND class <> 'childSafety'`)
  await tx.$executeRaw(sql`
    DELETE FROM edge_probe p USING edge_block b WHERE b.id = p.block_id AND b.case_id = ANY(${list}::uuid[])`)
  for (const table of OF_CASE) await tx.$executeRaw(sql`DELETE FROM ${raw(table)} WHERE case_id = ANY(${list}::uuid[])`)
  await tx.$executeRaw(sql`
    DELETE FROM search_key s USING audit_row r WHERE r.id = s.audit_id AND r.case_id = ANY(${list}::uuid[])`)
  await tx.caseReading.deleteMany({ where: { caseId: { in: list } } })
  await tx.$executeRaw(sql`
    DELETE FROM audit_value v USING audit_row r WHERE r.id = v.audit_id AND r.case_id = ANY(${list}::uuid[])`)
  return emptied
}

interface Person {
  instanceId: string
  remoteId: string
}

/** Takes out of the database what it has of one person. Counts, for whoever has to answer them. */
export async function eraseAccount(tx: Tx, { instanceId, remoteId }: Person, now: Date) {
  const at = sql`instance_id = ${instanceId}::uuid`
  const account = await tx.account.findUnique({ where: { instanceId_remoteId: { instanceId, remoteId } } })
  const notices = await noticesOf(tx, { instanceId, remoteId })
  const shared = notices.filter((row) => !row.isAlone).map((row) => row.id)
  const own = await tx.case.findMany({
    where: { instanceId, subjectId: remoteId, id: { notIn: shared } },
    select: { id: true },
  })
  const alone = notices.filter((row) => row.isAlone)
  const cases = await emptyCases(tx, [...new Set([...own, ...alone].map((row) => row.id))], now)
  for (const caseId of shared) await sever(tx, { instanceId, remoteId }, caseId, now)
  const about = await tx.report.deleteMany({ where: { instanceId, targetId: remoteId } })
  // What they reported is about somebody else: it stays, without their words and their name.
  const filed = await tx.$executeRaw(sql`
    UPDATE report SET reporter_id = ${ERASED}, comment = '' WHERE ${at} AND reporter_id = ${remoteId}`)
  await tx.$executeRaw(sql`
    UPDATE report SET assigned_id = NULLIF(assigned_id, ${remoteId}), resolved_by_id = NULLIF(resolved_by_id, ${remoteId})
    WHERE ${at} AND ${remoteId} IN (assigned_id, resolved_by_id)`)
  await refold(tx, { instanceId, remoteId })
  const theirs = await tx.post.findMany({ where: { instanceId, authorId: remoteId }, select: { remoteId: true } })
  await forgetInSearch(tx, { instanceId, postIds: theirs.map((post) => post.remoteId) })
  const posts = await tx.post.deleteMany({ where: { instanceId, authorId: remoteId } })
  const contacts = await tx.accountContact.deleteMany({ where: { instanceId, remoteId } })
  await tx.accountReading.deleteMany({ where: { instanceId, accountId: remoteId } })
  await tx.webhookHint.deleteMany({ where: { instanceId, remoteId } })
  await tx.strikeEntry.deleteMany({ where: { instanceId, accountId: remoteId } })
  await tx.strikeReview.deleteMany({ where: { instanceId, accountId: remoteId } })
  const acts = await tx.$executeRaw(sql`
    UPDATE act SET target_id = ${ERASED}, message = '', note = '' WHERE ${at} AND target_id = ${remoteId}`)
  const notes = account ? await withoutName(tx, { instanceId, acct: account.acct, username: account.username }) : 0
  await tx.$executeRaw(sql`
    DELETE FROM search_key s USING audit_row r WHERE r.id = s.audit_id AND r.subject_ids @> ARRAY[${remoteId}]::text[]`)
  const values = await tx.$executeRaw(sql`
    DELETE FROM audit_value v USING audit_row r WHERE r.id = v.audit_id
      AND (v.subject_id = ${remoteId} OR r.subject_ids @> ARRAY[${remoteId}]::text[])
      AND (r.case_id IS NULL OR EXISTS (SELECT FROM "case" c WHERE c.id = r.case_id AND c.${at}))
      AND (r.actor_id IS NULL OR EXISTS (SELECT FROM person p WHERE p.id = r.actor_id AND p.${at}))`)
  await tx.account.deleteMany({ where: { instanceId, remoteId } })
  return {
    cases,
    notices: shared.length,
    reports: about.count,
    filed,
    posts: posts.count,
    contacts: contacts.count,
    acts,
    notes,
    values,
  }
}

/** Cases in which the person was the reporter: no party any more, and no words of theirs in the queue. */
async function refold(tx: Tx, { instanceId, remoteId }: Person): Promise<void> {
  await tx.$executeRaw(sql`
    UPDATE report_case q SET
      latest_comment = coalesce((SELECT left(r.comment, 400) FROM case_report l JOIN report r ON r.instance_id = l.instance_id
        AND r.remote_id = l.report_id WHERE l.case_id = q.case_id AND r.comment <> '' ORDER BY r.created_at DESC LIMIT 1), ''),
      search_text = lower(left(coalesce((SELECT a.acct || E'\n' || a.display_name FROM account a WHERE a.instance_id = c.instance_id
        AND a.remote_id = c.subject_id), '') || coalesce((SELECT E'\n' || string_agg(r.comment, E'\n') FROM case_report l
        JOIN report r ON r.instance_id = l.instance_id AND r.remote_id = l.report_id WHERE l.case_id = q.case_id), ''), 20000))
    FROM "case" c WHERE c.id = q.case_id AND c.instance_id = ${instanceId}::uuid AND c.party_ids @> ARRAY[${remoteId}]::text[]`)
  await forgetInSearch(tx, { instanceId, accountId: remoteId })
  await tx.$executeRaw(sql`
    UPDATE "case" SET party_ids = array_remove(party_ids, ${remoteId}), version = version + 1
    WHERE instance_id = ${instanceId}::uuid AND party_ids @> ARRAY[${remoteId}]::text[]`)
}

/** Notes of other cases that name the person say "[erased]" there. */
async function withoutName(tx: Tx, at: { instanceId: string; acct: string; username: string }): Promise<number> {
  const names = [...new Set([at.acct, at.username])].toSorted((a, b) => b.length - a.length)
  const either = names.map(plain).join('|')
  await withoutHandle(tx, { instanceId: at.instanceId, names: either })
  const pattern = `@(${either})(?![A-Za-z0-9_])`
  return tx.$executeRaw(sql`
    UPDATE case_note n SET text = regexp_replace(n.text, ${pattern}, '[erased]', 'gi')
    FROM "case" c WHERE c.id = n.case_id AND c.instance_id = ${at.instanceId}::uuid AND n.text ~* ${pattern}`)
}

const plain = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
