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
    include: { reports: { include: { report: true } }, posts: true },
  })
  if (!row?.subjectId) return null
  const { instanceId, subjectId } = row
  const reports = row.reports.map((link) => link.report)
  const reported = new Set(reports.flatMap((report) => report.postIds))
  const ids = [...new Set([...reported, ...row.posts.map((post) => post.postId)])]
  const posts = await db.post.findMany({
    where: { instanceId, remoteId: { in: await withoutStopped(db, row, ids) } },
    include: { media: { orderBy: { position: 'asc' } } },
    orderBy: { createdAt: 'desc' },
    take: MOST_POSTS,
  })
  const account = await db.account.findUnique({ where: { instanceId_remoteId: { instanceId, remoteId: subjectId } } })
  const texts = [
    ...reports.flatMap((report) => [report.comment, ...rulesOf(report.rules).map((rule) => rule.text)]),
    ...posts.map((post) => post.warning),
  ]
  const categories = reports.map((report) => report.category)
  return {
    caseId,
    instanceId,
    subjectId,
    isAuthorSuspended: account?.isSuspended ?? false,
    policy: mediaPolicyOf({ categories, texts, settings: await settingsOf(db, instanceId) }),
    posts: posts.map((post) => ({
      ...post,
      reportedAt: firstOf(reports.filter((report) => report.postIds.includes(post.remoteId))),
      isOpen: isOpenTo(post.visibility),
    })),
  }
}
export type ToCapture = NonNullable<Awaited<ReturnType<typeof toCapture>>>

const firstOf = (reports: readonly { createdAt: Date }[]): Date | null =>
  reports.map((report) => report.createdAt).toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null
