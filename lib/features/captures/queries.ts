import { z } from 'zod'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import { rulesOf } from '@/lib/features/intake/queries'
import { isOpenTo } from '@/lib/features/posts/model'
import { stoppedPostsSql, withoutStopped } from '@/lib/features/cases/queries'
import { type Db, sql, type Sql } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery } from '@/lib/platform/queries/define'
import {
  CATEGORIES,
  type Category,
  DEFAULTS,
  MEDIA_POLICIES,
  type MediaPolicy,
  byNeed,
  mediaPolicyOf,
  NEWEST_THREADS,
} from './model'

/** For the settings page. */
export const settings = defineQuery({
  name: 'captures.settings',
  permission: 'settings.read',
  input: z.object({}),
  async run({ db, actor }): Promise<{ media: { category: Category; media: MediaPolicy }[]; mayChange: boolean }> {
    if (actor.kind !== 'person') throw new AppError('notFound')
    const set = await settingsOf(db, actor.instanceId)
    return {
      media: CATEGORIES.map((category) => ({ category, media: set.get(category) ?? DEFAULTS[category] })),
      mayChange: actor.roles.includes('owner'),
    }
  },
})

export interface LastLook {
  at: string
  state: 'running' | 'done' | 'failed'
  /** A code: what kept it from being whole. */
  why: string | null
  /** The kind of an act that did not wait for it. */
  lateFor: string | null
  /** What it did not cover: reports put to the case since it began, and posts that no look has come to yet. Ids. */
  reports: string[]
  posts: string[]
}
/** How the last look at a case went. */
export const standing = defineQuery({
  name: 'captures.standing',
  permission: 'report.read',
  input: z.object({ caseId: z.uuid() }),
  async run({ db, actor }, { caseId }) {
    const row = await db.case.findFirst({ where: { AND: [{ id: caseId }, visibleAndOrdinary(actor)] } })
    if (!row) throw new AppError('notFound')
    return { look: await lastLookAt(db, caseId) }
  },
})

/** The same for whoever has asked already whether the case may be seen. */
export async function lastLookAt(db: Pick<Db, '$queryRaw'>, caseId: string): Promise<LastLook | null> {
  const [row] = await db.$queryRaw<{ look: unknown }[]>(sql`SELECT ${lastLookSql(sql`${caseId}::uuid`)} AS look`)
  return lookIn(row?.look)
}

/** The last look at a case as one JSON value: a part of statements that pages read anyway. */
export const lastLookSql = (caseId: Sql): Sql => sql`(
  SELECT json_build_object('at', coalesce(l.done_at, l.asked_at), 'state', l.state, 'why', l.why, 'lateFor', l.late_for,
    'reports', coalesce((SELECT json_agg(r.report_id ORDER BY length(r.report_id), r.report_id) FROM case_report r
      WHERE r.case_id = l.case_id AND r.report_id <> ALL (l.report_ids)), '[]'),
    'posts', coalesce((SELECT json_agg(u.id ORDER BY length(u.id), u.id) FROM ${UNSEEN} u), '[]'))
  FROM (SELECT * FROM capture WHERE case_id = ${caseId} ORDER BY asked_at DESC LIMIT 1) l)`

/** Posts of the case of a look `l` that no look has come to, without those that a stopped case shows. */
const UNSEEN = sql`(
  SELECT q.remote_id AS id FROM "case" k CROSS JOIN LATERAL (
    SELECT unnest(p.post_ids) AS id FROM case_report n
      JOIN report p ON p.instance_id = n.instance_id AND p.remote_id = n.report_id WHERE n.case_id = k.id
    UNION SELECT d.post_id FROM case_post d WHERE d.case_id = k.id
    UNION SELECT i.post_id FROM notice_item i WHERE i.case_id = k.id AND i.account_id IS NOT NULL) one
    JOIN post q ON q.instance_id = k.instance_id AND q.remote_id = one.id
  WHERE k.id = l.case_id AND NOT EXISTS (SELECT FROM evidence e
      WHERE e.case_id = l.case_id AND e.kind = 'post' AND e.remote_id = one.id AND e.looked_at IS NOT NULL)
    AND NOT EXISTS (SELECT FROM ${stoppedPostsSql(sql`k.instance_id`)} t WHERE t.id = one.id))`

/** What that value says. */
export function lookIn(value: unknown): LastLook | null {
  const look = value as LastLook | null // As `lastLookSql` writes it.
  if (!look) return null
  const state = look.state === 'done' || look.state === 'failed' ? look.state : 'running'
  return { ...look, at: new Date(look.at).toISOString(), state }
}

async function settingsOf(db: Pick<Db, 'captureSetting'>, instanceId: string): Promise<Map<string, MediaPolicy>> {
  const rows = await db.captureSetting.findMany({ where: { instanceId } })
  return new Map(
    rows.flatMap(({ category, media }) => {
      const policy = MEDIA_POLICIES.find((known) => known === media)
      return policy ? [[category, policy] as const] : []
    }),
  )
}

/**
 * Everything that a look at a case needs to know beforehand. Null for a case about nobody. Of its posts those that were not
 * looked at since a moment; those first that never were.
 */
export async function toCapture(db: Db, caseId: string, since: Date) {
  const row = await db.case.findUnique({
    where: { id: caseId },
    include: {
      reports: { include: { report: true } },
      posts: true,
      notice: { include: { works: true, items: { where: { accountId: { not: null } }, orderBy: { number: 'asc' } } } },
    },
  })
  if (!row) return null
  const items = row.notice?.items ?? []
  // A notice may name posts of several people: each of them is looked at, whoever stands as subject.
  const subjectIds = [...new Set([row.subjectId, ...items.map((item) => item.accountId)])].flatMap((id) => id ?? [])
  const [subjectId] = subjectIds
  if (!subjectId) return null
  const { instanceId } = row
  const reports = row.reports.map((link) => link.report)
  const reported = new Set(reports.flatMap((report) => report.postIds))
  const named = items.flatMap((item) => item.postId ?? [])
  const ids = [...new Set([...reported, ...row.posts.map((post) => post.postId), ...named])]
  const posts = await db.post.findMany({
    where: { instanceId, remoteId: { in: await withoutStopped(db, row, ids) } },
    include: { media: { orderBy: { position: 'asc' } } },
    orderBy: { createdAt: 'desc' },
  })
  const before = await formerLooks(db, caseId)
  const accounts = await db.account.findMany({ where: { instanceId, remoteId: { in: subjectIds } } })
  const texts = [
    ...(row.notice?.works ?? []).map((work) => work.text),
    ...reports.flatMap((report) => [report.comment, ...rulesOf(report.rules).map((rule) => rule.text)]),
    ...posts.map((post) => post.warning),
  ]
  // No report says what sort a notice is of: it is kept as what is reported for another reason.
  const categories = row.notice ? ['other'] : reports.map((report) => report.category)
  const suspended = accounts.flatMap((account) => (account.isSuspended ? account.remoteId : []))
  return {
    caseId,
    instanceId,
    subjectIds,
    policy: mediaPolicyOf({ categories, texts, settings: await settingsOf(db, instanceId) }),
    posts: posts
      .map((post, at) => {
        const lookedAt = before.lookedAt.get(post.remoteId) ?? null
        return {
          ...post,
          lookedAt,
          reportedAt: firstOf(reports.filter((report) => report.postIds.includes(post.remoteId))),
          isOpen: isOpenTo(post.visibility),
          isAuthorSuspended: suspended.includes(post.authorId),
          withThread: at < NEWEST_THREADS || !lookedAt || before.lackThread.has(post.remoteId),
        }
      })
      .filter(({ lookedAt }) => !lookedAt || lookedAt < since)
      .toSorted(byNeed),
  }
}

/** When each post of a case was last looked at whole, and of which the thread did not come then. */
async function formerLooks(db: Pick<Db, 'evidence'>, caseId: string) {
  const rows = await db.evidence.findMany({
    where: { caseId, kind: { in: ['post', 'thread'] } },
    select: { kind: true, remoteId: true, state: true, lookedAt: true },
    orderBy: { seenAt: 'asc' },
  })
  const threads = new Map(rows.filter(({ kind }) => kind === 'thread').map((row) => [row.remoteId, row.state]))
  const looked = rows.flatMap(({ remoteId, lookedAt }) => (lookedAt ? [[remoteId, lookedAt] as const] : []))
  return {
    lookedAt: new Map(looked.toSorted(([, a], [, b]) => a.getTime() - b.getTime())),
    lackThread: new Set([...threads].flatMap(([id, state]) => (state === 'missing' ? [id] : []))),
  }
}

/** Posts that a notice names and of which nothing was sealed yet, nor written down that it could not be; in their order there. */
export async function unsealedOf(db: Pick<Db, '$queryRaw'>, caseId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>(sql`
    SELECT i.post_id AS id FROM notice_item i WHERE i.case_id = ${caseId}::uuid AND i.post_id IS NOT NULL AND NOT EXISTS (
      SELECT FROM evidence e WHERE e.case_id = i.case_id AND e.kind = 'post' AND e.remote_id = i.post_id)
    GROUP BY i.post_id ORDER BY min(i.number)`)
  return rows.map((row) => row.id)
}
export type ToCapture = NonNullable<Awaited<ReturnType<typeof toCapture>>>

const firstOf = (reports: readonly { createdAt: Date }[]): Date | null =>
  reports.map((report) => report.createdAt).toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null

/** Posts of which a copy lies in the case. */
export async function sealedPostsOf(db: Pick<Db, 'evidence'>, caseId: string): Promise<Set<string>> {
  const rows = await db.evidence.findMany({
    where: { caseId, kind: 'post', state: 'sealed' },
    select: { remoteId: true },
  })
  return new Set(rows.map((row) => row.remoteId))
}
