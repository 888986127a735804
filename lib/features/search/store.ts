import { withoutStopped } from '@/lib/features/cases/queries'
import { type Db, sql, transaction, type Tx } from '@/lib/platform/db/client'
import { plainLines } from '@/lib/platform/text/plain'
import { wordsOf } from './model'
import type { TextKind } from './schema'

/** So many cases at a time: one who searches does not wait for more. */
const BATCH = 300
/** So many are taken up while somebody types; more are left to the minute's run. */
export const FEW = 40

/** Takes up the cases that changed, unless there are more than `most` (of `FEW`); tells whether some are left. */
export async function refreshDue(db: Db, most = Number.POSITIVE_INFINITY): Promise<{ isBehind: boolean }> {
  const due = await db.$queryRaw<unknown[]>(sql`SELECT 1 AS is FROM search_due LIMIT ${FEW + 1}`)
  if (due.length === 0) return { isBehind: false }
  if (due.length > most) return { isBehind: true }
  return transaction(db, async (tx) => {
    // One at a time: whoever read earlier must not write later.
    await tx.$queryRaw(
      sql`SELECT 1 AS held FROM (SELECT pg_advisory_xact_lock(hashtextextended('case search', 0))) AS lock`,
    )
    const taken = await tx.$queryRaw<{ case_id: string }[]>(sql`
      DELETE FROM search_due WHERE id IN (SELECT id FROM search_due ORDER BY id LIMIT ${BATCH}) RETURNING case_id`)
    await index(tx, [...new Set(taken.map((row) => row.case_id))])
    return { isBehind: taken.length === BATCH }
  })
}

async function index(tx: Tx, caseIds: readonly string[]): Promise<void> {
  if (caseIds.length === 0) return
  const texts = await textsOf(tx, caseIds)
  const rows = [...texts].map(([case_id, all]) => ({ case_id, words: wordsOf(all.map((one) => one.text)) }))
  await tx.$executeRaw(sql`DELETE FROM case_search WHERE case_id = ANY (${[...caseIds]}::uuid[])`)
  await tx.$executeRaw(sql`
    INSERT INTO case_search (case_id, words)
    SELECT r.case_id, array_to_tsvector(ARRAY(SELECT w FROM jsonb_array_elements_text(r.words) AS w))
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(case_id uuid, words jsonb)`)
}

export interface TextOfCase {
  kind: TextKind
  text: string
}

/** What stands in these cases, live. Of stopped cases nothing, nor of posts that stand in one; of counsel's comments nothing ever. */
export async function textsOf(db: Tx | Db, caseIds: readonly string[]): Promise<Map<string, TextOfCase[]>> {
  const cases = await db.case.findMany({
    where: { id: { in: [...caseIds] }, class: 'ordinary' },
    include: {
      notes: { select: { text: true }, orderBy: { at: 'asc' } },
      reports: { select: { report: { select: { comment: true, postIds: true } } } },
      posts: { select: { postId: true } },
      hand: { select: { title: true, sender: true, outcomeText: true } },
      tasks: { select: { text: true }, orderBy: { id: 'asc' } },
      papers: { select: { party: true, subject: true }, orderBy: { at: 'asc' } },
      notice: {
        select: {
          senderName: true,
          principal: true,
          works: { select: { text: true } },
          items: { select: { url: true }, orderBy: { number: 'asc' } },
          counters: { select: { docket: true } },
        },
      },
    },
  })
  const people = await peopleIn(db, cases)
  const posts = await postsIn(db, cases)
  return new Map(
    cases.map((row) => {
      const key = (id: string) => `${row.instanceId} ${id}`
      const ids = [
        ...new Set([...row.reports.flatMap(({ report }) => report.postIds), ...row.posts.map((one) => one.postId)]),
      ]
      const texts: TextOfCase[] = [
        ...row.partyIds.flatMap((id) => people.get(key(id)) ?? []).map((text) => ({ kind: 'person' as const, text })),
        ...row.reports.map(({ report }) => ({ kind: 'report' as const, text: report.comment })),
        ...ids.flatMap((id) => posts.get(key(id)) ?? []).map((text) => ({ kind: 'post' as const, text })),
        ...handTexts(row).map((text) => ({ kind: 'paper' as const, text })),
        ...noticeTexts(row.notice).map((text) => ({ kind: 'notice' as const, text })),
        ...row.notes.map((note) => ({ kind: 'note' as const, text: note.text })),
      ]
      return [row.id, texts.filter((one) => one.text.trim() !== '')]
    }),
  )
}

interface ByHand {
  hand: { title: string; sender: string; outcomeText: string | null } | null
  tasks: { text: string }[]
  papers: { party: string; subject: string }[]
}

/** What was typed of a case by hand, and what stands on the outside of a paper; originals are never searched. */
function handTexts({ hand, tasks, papers }: ByHand): string[] {
  const own = hand ? [hand.title, hand.sender, hand.outcomeText ?? ''] : []
  return [...own, ...papers.map(({ party, subject }) => `${party} ${subject}`), ...tasks.map((task) => task.text)]
}

/** Of whoever posted, name and address are handed to nobody by a search. */
function noticeTexts(notice: Noticed | null): string[] {
  if (!notice) return []
  const { senderName, principal, works, items, counters } = notice
  return [
    [senderName, principal].filter(Boolean).join(', '),
    ...works.map((work) => work.text),
    ...items.map((item) => item.url),
    ...counters.map((counter) => counter.docket),
  ]
}
interface Noticed {
  senderName: string
  principal: string
  works: { text: string }[]
  items: { url: string }[]
  counters: { docket: string }[]
}

interface Row {
  instanceId: string
  partyIds: string[]
  reports: { report: { postIds: string[] } }[]
  posts: { postId: string }[]
}

const byInstance = (rows: readonly Row[]): [string, Row[]][] =>
  [...new Set(rows.map((row) => row.instanceId))].map((id) => [id, rows.filter((row) => row.instanceId === id)])

async function peopleIn(db: Tx | Db, rows: readonly Row[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  for (const [instanceId, its] of byInstance(rows)) {
    const ids = [...new Set(its.flatMap((row) => row.partyIds))]
    const accounts = await db.account.findMany({
      where: { instanceId, remoteId: { in: ids } },
      select: { remoteId: true, acct: true, displayName: true, formerAccts: true },
    })
    for (const { remoteId, acct, displayName, formerAccts } of accounts)
      found.set(`${instanceId} ${remoteId}`, [`${displayName} @${acct}`, ...formerAccts.map((one) => `@${one}`)])
  }
  return found
}

async function postsIn(db: Tx | Db, rows: readonly Row[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  for (const [instanceId, its] of byInstance(rows)) {
    const ids = its.flatMap((row) => [
      ...row.reports.flatMap(({ report }) => report.postIds),
      ...row.posts.map((one) => one.postId),
    ])
    const shown = await withoutStopped(db, { instanceId }, [...new Set(ids)])
    const posts = await db.post.findMany({
      where: { instanceId, remoteId: { in: shown } },
      include: { media: { select: { description: true } } },
    })
    for (const post of posts) {
      const described = post.media.flatMap((one) => one.description ?? [])
      found.set(`${instanceId} ${post.remoteId}`, [
        [post.warning, plainLines(post.content)].filter(Boolean).join('\n'),
        ...described,
      ])
    }
  }
  return found
}

/** Whom or what the law makes us forget; with the instance, since its ids repeat elsewhere. */
export type Forgotten = { instanceId: string } & ({ accountId: string } | { postIds: readonly string[] })

/**
 * Takes the words of every case that names this person or cites this post out of the search, in the caller's transaction. What is
 * left of such a case is looked through again by the next search.
 */
export async function forgetInSearch(tx: Tx, { instanceId, ...what }: Forgotten): Promise<void> {
  const where =
    'accountId' in what
      ? sql`c.party_ids @> ARRAY[${what.accountId}]::text[] OR c.subject_id = ${what.accountId}`
      : sql`EXISTS (SELECT FROM case_post p WHERE p.case_id = c.id AND p.instance_id = c.instance_id AND p.post_id = ANY (${[...what.postIds]}::text[]))
        OR EXISTS (SELECT FROM case_report l JOIN report r ON r.instance_id = l.instance_id AND r.remote_id = l.report_id
          WHERE l.case_id = c.id AND r.post_ids && ${[...what.postIds]}::text[])`
  await tx.$executeRaw(sql`
    WITH named AS (SELECT c.id FROM "case" c WHERE c.instance_id = ${instanceId}::uuid AND (${where})),
    gone AS (DELETE FROM case_search WHERE case_id IN (SELECT id FROM named))
    INSERT INTO search_due (case_id) SELECT id FROM named`)
}
