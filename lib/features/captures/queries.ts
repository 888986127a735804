import { z } from 'zod'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import { rulesOf } from '@/lib/features/intake/queries'
import { isOpenTo } from '@/lib/features/posts/model'
import { withoutStopped } from '@/lib/features/cases/queries'
import { type Db, sql, type Sql } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery } from '@/lib/platform/queries/define'
import {
  CATEGORIES,
  type Category,
  DEFAULTS,
  MEDIA_POLICIES,
  type MediaPolicy,
  mediaPolicyOf,
  MOST_POSTS,
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
  SELECT json_build_object('at', coalesce(l.done_at, l.asked_at), 'state', l.state, 'why', l.why, 'lateFor', l.late_for)
  FROM capture l WHERE l.case_id = ${caseId} ORDER BY l.asked_at DESC LIMIT 1)`

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

/** Everything that a look at a case needs to know beforehand. Null for a case about nobody. */
export async function toCapture(db: Db, caseId: string) {
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
  const unseen = await unsealedOf(db, caseId)
  const posts = await db.post.findMany({
    where: {
      instanceId,
      remoteId: { in: await withoutStopped(db, row, unseen.length > 0 ? unseen.slice(0, MOST_POSTS) : ids) },
    },
    include: { media: { orderBy: { position: 'asc' } } },
    orderBy: { createdAt: 'desc' },
    take: MOST_POSTS,
  })
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
    posts: posts.map((post) => ({
      ...post,
      reportedAt: firstOf(reports.filter((report) => report.postIds.includes(post.remoteId))),
      isOpen: isOpenTo(post.visibility),
      isAuthorSuspended: suspended.includes(post.authorId),
    })),
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
