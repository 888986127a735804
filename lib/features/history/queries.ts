import { z } from 'zod'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import { withoutStopped } from '@/lib/features/cases/queries'
import { readerConnection } from '@/lib/features/instances/connections'
import { rulesOf } from '@/lib/features/intake/queries'
import { briefOf } from '@/lib/features/reports/model'
import { inSightOf } from '@/lib/features/reports/queries'
import { renderPost } from '@/lib/features/posts/render'
import { MastodonFailure } from '@/lib/integrations/mastodon/client/failure'
import { listAccountStatuses } from '@/lib/integrations/mastodon/client/statuses'
import type { Status } from '@/lib/integrations/mastodon/schema/status'
import type { Db, Prisma } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery, type QueryContext } from '@/lib/platform/queries/define'
import { beginning, POSTS_SHOWN, REPORTS_SHOWN } from './model'
import { type PersonReport, type RecentPosts, type ReportsPage, type Side, SIDES } from './schema'

const accountId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)

interface Place {
  instanceId: string
  remoteId: string
}

/** The next page of reports about or by somebody. */
export const reports = defineQuery({
  name: 'people.reports',
  permission: 'people.read',
  input: z.object({ accountId, side: z.enum(SIDES), after: z.string().regex(/^\d{1,18}$/) }),
  async run(context, { accountId: remoteId, side, after }): Promise<ReportsPage> {
    const { actor, db } = context
    if (actor.kind !== 'person') throw new AppError('notFound')
    const { id, origin } = await db.instance.findUniqueOrThrow({ where: { id: actor.instanceId } })
    return reportsPage(context, { instanceId: id, remoteId }, { side, origin, after })
  },
})

const KEY = { about: 'targetId', by: 'reporterId' } as const

/** Newest first, as far as the actor may see them: never those about or from themselves. */
export async function reportsPage(
  { db, actor }: QueryContext,
  { instanceId, remoteId }: Place,
  { side, origin, after }: { side: Side; origin: string; after?: string },
): Promise<ReportsPage> {
  const where: Prisma.ReportWhereInput = { AND: [{ instanceId, [KEY[side]]: remoteId }, inSightOf(actor)] }
  const [total, open, found] = await Promise.all([
    db.report.count({ where }),
    db.report.count({ where: { AND: [where, { isResolved: false, goneAt: null }] } }),
    db.report.findMany({
      where: after ? { AND: [where, { sequence: { lt: BigInt(after) } }] } : where,
      orderBy: [{ sequence: 'desc' }, { remoteId: 'desc' }],
      take: REPORTS_SHOWN + 1,
      include: { cases: { where: { case: visibleAndOrdinary(actor) }, include: { case: true } } },
    }),
  ])
  const page = found.slice(0, REPORTS_SHOWN)
  const others = await accountsOf(
    db,
    instanceId,
    page.map((row) => otherIn(row, side)),
  )
  return {
    total,
    open,
    rows: page.map((row) => reportLine(row, others.get(otherIn(row, side)), { side, origin })),
    next: found.length > REPORTS_SHOWN ? (page.at(-1)?.sequence.toString() ?? null) : null,
  }
}

type ReportRow = Prisma.ReportGetPayload<{ include: { cases: { include: { case: true } } } }>
type AccountRow = Prisma.AccountGetPayload<object>

const otherIn = (row: { reporterId: string; targetId: string }, side: Side) =>
  side === 'about' ? row.reporterId : row.targetId

async function accountsOf(db: Db, instanceId: string, ids: string[]): Promise<Map<string, AccountRow>> {
  const rows = await db.account.findMany({ where: { instanceId, remoteId: { in: ids } } })
  return new Map(rows.map((row) => [row.remoteId, row]))
}

const CATEGORIES = ['spam', 'legal', 'rule'] as const

function reportLine(
  row: ReportRow,
  other: AccountRow | undefined,
  { side, origin }: { side: Side; origin: string },
): PersonReport {
  const its = row.cases[0]?.case
  const comment = beginning(row.comment)
  return {
    id: row.remoteId,
    category: CATEGORIES.find((known) => known === row.category) ?? 'other',
    rules: rulesOf(row.rules).map((rule) => rule.text),
    comment: comment.text,
    isCut: comment.isCut,
    createdAt: row.createdAt.toISOString(),
    isResolved: row.isResolved || row.goneAt !== null,
    other: briefOf(other, otherIn(row, side)),
    isFromServer: side === 'about' && Boolean(other?.domain),
    caseId: its?.id ?? null,
    caseNumber: its?.number ?? null,
    url: `${origin}/admin/reports/${row.remoteId}`,
  }
}

/** Recent public and unlisted posts, read now by the reader's token and not kept. */
export const recentPosts = defineQuery({
  name: 'people.posts',
  permission: 'people.read',
  input: z.object({
    accountId,
    before: z
      .string()
      .regex(/^\w{1,64}$/)
      .nullable()
      .default(null),
  }),
  async run({ db, actor }, { accountId: remoteId, before }): Promise<RecentPosts> {
    if (actor.kind !== 'person') throw new AppError('notFound')
    const { instanceId } = actor
    const account = await db.account.findUnique({ where: { instanceId_remoteId: { instanceId, remoteId } } })
    if (!account) throw new AppError('notFound')
    // Mastodon shows no list of a suspended person's posts to anybody.
    if (account.isSuspended) return { posts: [], next: null, failure: 'suspended' }
    const connection = await readerConnection(db, instanceId)
    if (!connection) return { posts: [], next: null, failure: 'noReader' }
    try {
      const answer = await listAccountStatuses(connection, remoteId, {
        excludeReblogs: true,
        limit: POSTS_SHOWN,
        ...(before ? { maxId: before } : {}),
      })
      // The reader may follow the person or be written to: what only they may see is not everybody's here.
      const open = answer.value.filter(({ visibility }) => visibility === 'public' || visibility === 'unlisted')
      const ids = open.map((status) => status.id)
      const shown = new Set(await withoutStopped(db, { instanceId }, ids))
      const posts = open.filter((status) => shown.has(status.id)).map(postView)
      return { posts, next: answer.next?.maxId ?? null, failure: null }
    } catch (error) {
      if (!(error instanceof MastodonFailure)) throw error
      return { posts: [], next: null, failure: error.kind }
    }
  },
})

function postView(status: Status): RecentPosts['posts'][number] {
  return {
    id: status.id,
    createdAt: new Date(status.created_at).toISOString(),
    editedAt: status.edited_at ? new Date(status.edited_at).toISOString() : null,
    visibility: status.visibility === 'unlisted' ? 'unlisted' : 'public',
    warning: status.spoiler_text,
    html: renderPost(status.content),
    language: status.language,
    isSensitive: status.sensitive,
    url: status.url,
    isReply: status.in_reply_to_id !== null,
    poll: (status.poll?.options ?? []).map(({ title, votes_count }) => ({ title, votes: votes_count })),
    mediaCount: status.media_attachments.length,
  }
}
