import { withoutStopped } from '@/lib/features/cases/queries'
import type { Db } from '@/lib/platform/db/client'
import { REMOVAL_STATES, type RemovalView } from './schema'

interface CaseFacts {
  id: string
  instanceId: string
  subjectId: string | null
}

/** Mastodon's own page on which a post is deleted: by its report, or where it can be put into one. */
export function pageOf(origin: string, at: { postId: string; reportId: string | null; authorId: string }): string {
  return at.reportId
    ? `${origin}/admin/reports/${at.reportId}`
    : `${origin}/admin/accounts/${at.authorId}/statuses/${at.postId}`
}

/** Whose post it is: a notice may name posts of several people, everything else is about one. */
export async function authorOf(
  db: Pick<Db, 'noticeItem'>,
  { id: caseId, subjectId }: Pick<CaseFacts, 'id' | 'subjectId'>,
  postId: string,
): Promise<string | null> {
  const item = await db.noticeItem.findFirst({
    where: { caseId, postId, accountId: { not: null } },
    select: { accountId: true },
  })
  return item?.accountId ?? subjectId
}

/** Where the removals of a case's posts stand. */
export async function removalsOf(
  db: Pick<Db, 'removal' | 'person' | 'noticeItem' | '$queryRaw'>,
  row: CaseFacts,
  origin: string,
): Promise<RemovalView[]> {
  const rows = await db.removal.findMany({ where: { caseId: row.id } })
  if (rows.length === 0) return []
  const shown = await withoutStopped(
    db,
    row,
    rows.map((removal) => removal.postId),
  )
  const ids = rows.map((removal) => removal.askedById ?? removal.begunById)
  const people = await db.person.findMany({ where: { id: { in: ids } }, select: { id: true, acct: true } })
  const authors = new Map<string, string | null>()
  for (const { postId } of rows) authors.set(postId, await authorOf(db, row, postId))
  return rows
    .filter((removal) => shown.includes(removal.postId))
    .map((removal) => ({
      postId: removal.postId,
      state: REMOVAL_STATES.find((known) => known === removal.state) ?? 'begun',
      why: removal.why,
      by: people.find((person) => person.id === (removal.askedById ?? removal.begunById))?.acct ?? '',
      at: (removal.settledAt ?? removal.begunAt).toISOString(),
      url: pageOf(origin, { ...removal, authorId: authors.get(removal.postId) ?? '' }),
      reportId: removal.reportId,
    }))
}
