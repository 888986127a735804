import { z } from 'zod'
import { isPersonStopped, withoutStopped } from '@/lib/features/cases/queries'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import { readerConnection } from '@/lib/features/instances/connections'
import { sealedPostsOf } from '@/lib/features/snapshots/queries'
import { renderPost, thenOf } from '@/lib/features/posts/render'
import type { Connection } from '@/lib/integrations/mastodon/client/connection'
import { MastodonFailure } from '@/lib/integrations/mastodon/client/failure'
import { search } from '@/lib/integrations/mastodon/client/search'
import { showStatus, statusContext, statusHistory } from '@/lib/integrations/mastodon/client/statuses'
import type { Status } from '@/lib/integrations/mastodon/schema/status'
import type { Db } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery, type QueryContext } from '@/lib/platform/queries/define'
import type { PostView } from '@/lib/features/reports/schema'
import { isOpenTo, MOST_POSTS, standingOf, THREAD_SIDE, wordingAt } from './model'
import { readPosts } from './statements'
import { addressInput, type PassingPost, type PostNow, postRef, type ThreadView } from './schema'

/** The thread around a post of a case, asked of the instance now and kept nowhere. */
export const thread = defineQuery({
  name: 'posts.thread',
  permission: 'report.read',
  input: postRef,
  async run(context, { caseId, postId }): Promise<ThreadView> {
    const { connection, subjectId, instanceId, postIds, reported } = await caseAndReader(context, caseId)
    if (!postIds.includes(postId)) throw new AppError('notFound')
    await context.remember({ caseId, subjectIds: [subjectId], fields: { post: postId } })
    const here = await unlessHidden(showStatus(connection, postId))
    if (!here || !isOpenTo(here.value.visibility))
      return { posts: [], more: { above: 0, below: 0 }, closed: 0, isHidden: true }
    const found = await unlessHidden(statusContext(connection, postId))
    const around = found?.value ?? { ancestors: [], descendants: [] }
    const above = around.ancestors.slice(-THREAD_SIDE)
    const below = around.descendants.slice(0, THREAD_SIDE)
    const all = [...above, here.value, ...below]
    const ids = all.map((status) => status.id)
    const shown = new Set(await withoutStopped(context.db, { instanceId }, ids))
    const seen = all.filter((status) => shown.has(status.id))
    const known = await asReported(context.db, instanceId, { seen, reported })
    const posts = seen.flatMap((status) => {
      const its = isOpenTo(status.visibility) ? status : known.get(status.id)
      return its ? [passingPost(its, { subjectId, postId })] : []
    })
    return {
      posts,
      closed: seen.length - posts.length,
      more: { above: around.ancestors.length - above.length, below: around.descendants.length - below.length },
      isHidden: false,
    }
  },
})

/**
 * Posts that are not for everybody, as a report put them before the moderators. The reader may be written to by others: what
 * only they can see is nobody's here.
 */
async function asReported(
  db: Pick<Db, 'post'>,
  instanceId: string,
  { seen, reported }: { seen: Status[]; reported: string[] },
): Promise<Map<string, Status>> {
  const closed = seen.filter(({ id, visibility }) => !isOpenTo(visibility) && reported.includes(id))
  const rows = await db.post.findMany({ where: { instanceId, remoteId: { in: closed.map(({ id }) => id) } } })
  const words = new Map(rows.map((row) => [row.remoteId, { content: row.content, spoiler_text: row.warning }]))
  return new Map(
    closed.flatMap((status) => (words.has(status.id) ? [[status.id, { ...status, ...words.get(status.id) }]] : [])),
  )
}

/**
 * How the reported posts stand now: unchanged, edited since (side by side), gone, or not to be seen from here. The newest first, so
 * many as a person can wait for; those that were not asked about are named, and asked about by their ids.
 */
export const now = defineQuery({
  name: 'posts.now',
  permission: 'report.read',
  input: z.object({ caseId: z.uuid(), postIds: z.array(z.string().max(64)).max(MOST_POSTS).optional() }),
  async run(context, { caseId, postIds: only }): Promise<{ posts: PostNow[]; notAsked: string[]; at: string }> {
    const { connection, subjectId, instanceId, postIds } = await caseAndReader(context, caseId)
    const wanted = only ? postIds.filter((id) => only.includes(id)) : postIds
    const known = await context.db.post.findMany({
      where: { instanceId, remoteId: { in: await withoutStopped(context.db, { instanceId }, wanted) } },
      orderBy: { createdAt: 'desc' },
    })
    const posts = known.slice(0, MOST_POSTS)
    const author = await context.db.account.findUnique({
      where: { instanceId_remoteId: { instanceId, remoteId: subjectId } },
    })
    const sealed = await sealedPostsOf(context.db, caseId)
    const seen: PostNow[] = []
    // One after another: a person waits for this, and the server is somebody's small machine.
    for (const post of posts) {
      const reportedAt = await firstReportOf(context, instanceId, post.remoteId)
      const stands = await standing(connection, { post, reportedAt, isAuthorSuspended: author?.isSuspended ?? false })
      seen.push({ ...stands, sealed: thenOf(sealed.get(post.remoteId)) })
    }
    const notAsked = known.slice(MOST_POSTS).map(({ remoteId }) => remoteId)
    return { posts: seen, notAsked, at: context.now.toISOString() }
  },
})

/** What stands at an address, if it is a post of the case's person: to be added to the case. */
export const find = defineQuery({
  name: 'posts.find',
  permission: 'report.act',
  input: addressInput,
  async run(context, { caseId, address }): Promise<PassingPost> {
    const { connection, subjectId, origin } = await caseAndReader(context, caseId)
    const status = await openStatusAt(connection, origin, address)
    if (status.account.id !== subjectId) throw new AppError('posts.otherAuthor', { handle: `@${status.account.acct}` })
    return passingPost(status, { subjectId, postId: status.id })
  },
})

/** The post at an address, if it is for everybody: what only the reader may see is looked at through nobody's eyes. */
export async function openStatusAt(connection: Connection, origin: string, address: string): Promise<Status> {
  const status = await statusAt(connection, origin, address)
  if (!status) throw new AppError('posts.notThere')
  if (!isOpenTo(status.visibility)) throw new AppError('posts.notForAll')
  return status
}

/** The post at an address: its id stands in the local shapes; any other address is resolved by the server. */
async function statusAt(connection: Connection, origin: string, address: string): Promise<Status | null> {
  const local = localPostId(origin, address)
  try {
    if (local) return (await showStatus(connection, local)).value
    if (!URL.canParse(address)) return null
    return (
      (await search(connection, { text: address, type: 'statuses', resolve: true, limit: 1 })).value.statuses[0] ?? null
    )
  } catch (error) {
    if (error instanceof MastodonFailure && error.kind === 'notFound') return null
    throw asAppError(error)
  }
}

/** Local shapes of a post's address (mastodon-api.md 5.3). */
export function localPostId(origin: string, address: string): string | null {
  if (/^\d{1,20}$/.test(address)) return address
  if (!URL.canParse(address) || new URL(address).origin !== origin) return null
  const { pathname } = new URL(address)
  return /^\/(?:@[^/]+|users\/[^/]+\/statuses|ap\/users\/\d+\/statuses)\/(\d{1,20})$/.exec(pathname)?.[1] ?? null
}

interface Standing {
  post: { remoteId: string; visibility: string; editedAt: Date | null; seenAt: Date }
  reportedAt: Date
  isAuthorSuspended: boolean
}

async function standing(
  connection: Connection,
  { post, reportedAt, isAuthorSuspended }: Standing,
): Promise<Omit<PostNow, 'sealed'>> {
  // Never through the reader's own eyes: it may be addressed to them.
  const found = isOpenTo(post.visibility) ? await unlessHidden(showStatus(connection, post.remoteId)) : null
  const isEdited = found?.value.edited_at !== null && found !== null && new Date(found.value.edited_at) > reportedAt
  const wordings = isEdited ? await unlessHidden(statusHistory(connection, post.remoteId)) : null
  const dated = (wordings?.value ?? []).map((wording) => ({ ...wording, at: new Date(wording.created_at) }))
  const atReport = wordingAt(dated, reportedAt)
  const latest = dated.at(-1) ?? null
  const side = (wording: (typeof dated)[number] | null) =>
    wording && { html: renderPost(wording.content), warning: wording.spoiler_text, at: wording.at.toISOString() }
  const seen = { visibility: post.visibility, editedAt: atReport?.at ?? null }
  const current = found && { editedAt: isEdited ? (latest?.at ?? null) : null }
  // It says that it was edited, and does not say how.
  const isUntold = isEdited && !latest
  const state = isUntold ? 'unknown' : standingOf({ now: current, seen, isAuthorSuspended })
  const shows = state === 'edited'
  return {
    postId: post.remoteId,
    standing: state,
    reported: shows ? side(atReport) : null,
    now: shows ? side(latest) : null,
    wordings: dated.length,
  }
}

async function firstReportOf({ db }: QueryContext, instanceId: string, postId: string): Promise<Date> {
  const report = await db.report.findFirst({
    where: { instanceId, postIds: { has: postId } },
    orderBy: { createdAt: 'asc' },
  })
  return report?.createdAt ?? new Date(0)
}

async function caseAndReader({ db, actor }: QueryContext, caseId: string) {
  const row = await db.case.findFirst({
    where: { AND: [{ id: caseId }, visibleAndOrdinary(actor)] },
    include: { reports: { include: { report: { select: { postIds: true } } } }, posts: true },
  })
  const subjectId = row?.subjectId
  if (!row || !subjectId) throw new AppError('notFound')
  // A stopped person's posts are asked for no more, from whichever case.
  if (await isPersonStopped(db, row)) throw new AppError('case.stopped')
  const connection = await readerConnection(db, row.instanceId)
  if (!connection) throw new AppError('instance.noReader')
  const reported = row.reports.flatMap((link) => link.report.postIds)
  const postIds = [...new Set([...reported, ...row.posts.map((post) => post.postId)])]
  return { connection, subjectId, instanceId: row.instanceId, origin: connection.origin, postIds, reported }
}

async function unlessHidden<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof MastodonFailure && error.kind === 'notFound') return null
    throw asAppError(error)
  }
}

function asAppError(error: unknown): unknown {
  return error instanceof MastodonFailure ? new AppError('instance.noAnswer') : error
}

function passingPost(status: Status, { subjectId, postId }: { subjectId: string; postId: string }): PassingPost {
  return {
    id: status.id,
    author: {
      name: status.account.display_name.trim() || status.account.username,
      handle: `@${status.account.acct}`,
      isSubject: status.account.id === subjectId,
    },
    createdAt: status.created_at,
    editedAt: status.edited_at,
    warning: status.spoiler_text,
    html: renderPost(status.content),
    language: status.language,
    visibility: status.visibility,
    mediaCount: status.media_attachments.length,
    isThis: status.id === postId,
  }
}

/** Posts of a case as they were seen: those that its reports name, and those that the team added; newest first. */
export async function postViewsOf(
  db: Pick<Db, '$queryRaw'>,
  row: { id: string; instanceId: string },
): Promise<PostView[]> {
  const posts = await readPosts(db, row)
  // What stands in no report is shown only as everybody may see it.
  const shown = posts.filter((post) => post.isReported || isOpenTo(post.visibility))
  return shown.map((post) => ({
    id: post.id,
    createdAt: post.createdAt.toISOString(),
    editedAt: post.editedAt?.toISOString() ?? null,
    visibility: VISIBILITIES.find((known) => known === post.visibility) ?? 'direct',
    warning: post.warning,
    html: renderPost(post.content),
    language: post.language,
    isSensitive: post.isSensitive,
    url: post.url,
    isReply: post.isReply,
    media: post.media.map((media) => ({ ...media, type: MEDIA.find((known) => known === media.type) ?? 'unknown' })),
    poll: pollSchema.parse(post.poll),
    quote: quoteView(post.quote),
    addedBy: post.isReported ? null : post.addedBy,
    seenAt: post.seenAt.toISOString(),
  }))
}
const VISIBILITIES = ['public', 'unlisted', 'private', 'direct'] as const
const MEDIA = ['image', 'gifv', 'video', 'audio'] as const
const pollSchema = z.array(z.object({ title: z.string(), votes: z.number().nullable() })).catch([])
const quoteSchema = z
  .object({
    state: z.string(),
    handle: z.string().nullable(),
    content: z.string().nullable(),
    url: z.string().nullable(),
  })
  .nullable()
  .catch(null)

function quoteView(json: unknown): PostView['quote'] {
  const quote = quoteSchema.parse(json ?? null)
  return (
    quote && {
      state: quote.state,
      handle: quote.handle,
      html: quote.content === null ? null : renderPost(quote.content),
      url: quote.url,
    }
  )
}
