import type { PersonConnection } from '@/lib/features/instances/connections'
import { showAccount } from '@/lib/integrations/mastodon/client/accounts'
import type { Connection } from '@/lib/integrations/mastodon/client/connection'
import { MastodonFailure } from '@/lib/integrations/mastodon/client/failure'
import { showReport } from '@/lib/integrations/mastodon/client/reports'
import { showStatus } from '@/lib/integrations/mastodon/client/statuses'
import type { Status } from '@/lib/integrations/mastodon/schema/status'
import { AppError } from '@/lib/platform/errors/error'
import { type After, isProxied } from './model'

interface Subject {
  postId: string
  authorId: string
  reportId: string | null
}

/** What can be seen of a post before it is removed. Without an answer nothing is begun: it would never be proved. */
export async function seeBefore(connection: Connection, subject: Subject) {
  try {
    const post = await found(showStatus(connection, subject.postId))
    const pictures = await picturesOf(connection, subject)
    return {
      wasRead: post !== null,
      wasPublic: post !== null && (post.visibility === 'public' || post.visibility === 'unlisted'),
      hadPictures: pictures.length > 0 && !pictures.some(isProxied),
    }
  } catch (error) {
    if (error instanceof MastodonFailure) throw new AppError('instance.noAnswer')
    throw error
  }
}
export type SeenBefore = Awaited<ReturnType<typeof seeBefore>>

/** What can be seen afterwards: with the person's token, and as anybody. */
export async function seeAfter(connection: PersonConnection, subject: Subject): Promise<After> {
  const { origin, http } = connection
  const isThere = await orNull(async () => (await found(showStatus(connection, subject.postId))) !== null)
  const isThereForAnybody = await orNull(
    async () => (await found(showStatus({ origin, http }, subject.postId))) !== null,
  )
  const pictures = await orNull(() => picturesOf(connection, subject))
  // Last, so that a suspension in between is not taken for a removal.
  const isAuthorSuspended = await orNull(async () => (await showAccount(connection, subject.authorId)).value.suspended)
  const isBehindProxy = pictures && pictures.length > 0 && pictures.every(isProxied)
  return { isThere, isThereForAnybody, isAuthorSuspended, isBehindProxy }
}

/** The addresses of the post's pictures, as its report names them. */
async function picturesOf(connection: Connection, { postId, reportId }: Subject): Promise<(string | null)[]> {
  const report = reportId ? await found(showReport(connection, reportId)) : null
  const post: Status | undefined = report?.statuses.find((status) => status.id === postId)
  return post?.media_attachments.map((media) => media.url) ?? []
}

async function found<T>(asked: Promise<{ value: T }>): Promise<T | null> {
  try {
    return (await asked).value
  } catch (error) {
    if (error instanceof MastodonFailure && error.kind === 'notFound') return null
    throw error
  }
}

/** What the instance does not answer is not known; only its own words count. */
async function orNull<T>(look: () => Promise<T>): Promise<T | null> {
  try {
    return await look()
  } catch (error) {
    if (error instanceof MastodonFailure) return null
    throw error
  }
}
