import { withoutStopped } from '@/lib/features/cases/queries'
import type { AccountRow } from '@/lib/features/intake/parse'
import type { PersonConnection } from '@/lib/features/instances/connections'
import { publicAccountRow } from '@/lib/features/people/parse'
import { isOpenTo } from '@/lib/features/posts/model'
import { seeHead } from '@/lib/integrations/edge/client/see'
import { lookupAccount } from '@/lib/integrations/mastodon/client/accounts'
import { isAway, MastodonFailure } from '@/lib/integrations/mastodon/client/failure'
import { listAccountStatuses, listStatuses, showStatus } from '@/lib/integrations/mastodon/client/statuses'
import type { Account } from '@/lib/integrations/mastodon/schema/account'
import type { Status } from '@/lib/integrations/mastodon/schema/status'
import type { Db } from '@/lib/platform/db/client'
import type { Outward } from '@/lib/platform/http/outward'
import type { Fate } from './commands'
import { AT_ONCE, type FateWhy, fileWhy, MOST_PAGES } from './model'
import { type Author, isSameAddress, momentOf, numberAfter, type Place } from './parse'

export interface Locating {
  db: Db
  now: Date
  connection: PersonConnection
  instanceId: string
  /** From 4.3 on twenty posts come in one answer. */
  givesSeveral: boolean
  /** Asks as anybody does: for the heads of files. */
  http: Outward
  /** Whether a file that gives no answer is asked again later. */
  hasTime: boolean
  /** Known already in this run: nobody is asked for twice. */
  accounts: Map<string, Account | null>
  /** Writes down what was found, at once: whoever looks sees it, and a restart goes on behind it. */
  settle(fates: Fate[], accounts: AccountRow[]): Promise<void>
}

export interface Wanted<P extends Place = Place> {
  itemId: string
  place: P
}
type Of<K extends Place['kind']> = Wanted<Extract<Place, { kind: K }>>

/** Posts by their numbers: twenty in a request where the server gives them. */
export async function locatePosts(locating: Locating, wanted: readonly Of<'post'>[]): Promise<void> {
  const step = locating.givesSeveral ? AT_ONCE : 1
  for (let at = 0; at < wanted.length; at += step) {
    const some = wanted.slice(at, at + step)
    // What was stopped is asked for no more, from whichever case.
    const free = await withoutStopped(locating.db, locating, [...new Set(some.map(({ place }) => place.id))])
    const statuses = free.length > 0 ? await statusesOf(locating, free) : []
    const byId = new Map(statuses.map((status) => [status.id, status]))
    const known = await knownPosts(
      locating,
      free.filter((id) => !byId.has(id)),
    )
    const fates = some.map(({ itemId, place }): Fate => {
      const status = byId.get(place.id)
      if (!status) return { itemId, ...(known.get(place.id) ?? lost('notFound', 'notShown')) }
      if (!isOpenTo(status.visibility)) return { itemId, ...lost('notFound', 'notShown') }
      return isBy(status.account, place.author)
        ? fateOf(itemId, status)
        : { itemId, ...lost('notFound', 'otherAuthor') }
    })
    await locating.settle(
      fates,
      statuses.map((status) => publicAccountRow(status.account)),
    )
  }
}

async function statusesOf({ connection, givesSeveral }: Locating, ids: readonly string[]): Promise<Status[]> {
  if (givesSeveral) return (await listStatuses(connection, ids)).value
  const [id = ''] = ids
  const found = await unlessMissing(showStatus(connection, id))
  return found ? [found] : []
}

const lost = (state: 'notFound' | 'alreadyGone', why: FateWhy) => ({ state, why })

/** What is not shown any more but was seen here: gone, or its author is suspended. */
async function knownPosts({ db, instanceId }: Locating, ids: readonly string[]) {
  const posts = await db.post.findMany({ where: { instanceId, remoteId: { in: [...ids] } } })
  const authors = await db.account.findMany({
    where: { instanceId, remoteId: { in: posts.map(({ authorId }) => authorId) } },
  })
  return new Map(
    posts.map((post) => {
      const author = authors.find(({ remoteId }) => remoteId === post.authorId)
      const isHidden = !isOpenTo(post.visibility)
      const why: FateWhy = author?.isSuspended ? 'authorSuspended' : isHidden ? 'notShown' : 'wasHere'
      const state = why === 'notShown' ? ('notFound' as const) : ('alreadyGone' as const)
      const seen = { postId: post.remoteId, accountId: post.authorId, isLocal: author ? author.domain === null : null }
      return [post.remoteId, { state, why, ...(isHidden ? {} : seen) }] as const
    }),
  )
}

/** Mastodon itself shows nothing at an address that names another author. */
function isBy(account: Account, author: Author | null): boolean {
  if (!author) return true
  if ('accountId' in author) return account.id === author.accountId
  const [username = '', domain = null] = account.acct.toLowerCase().split('@')
  return (
    username === author.username.toLowerCase() && (author.domain === null || domain === author.domain.toLowerCase())
  )
}

/** What is shared is somebody else's post: that one is complained of. */
function fateOf(itemId: string, found: Status): Fate {
  const status = found.reblog ?? found
  const isLocal = !status.account.acct.includes('@')
  return {
    itemId,
    state: isLocal ? 'found' : 'remote',
    postId: status.id,
    accountId: status.account.id,
    isLocal,
    postUrl: status.url ?? status.uri,
    mediaUrls: filesOf(status),
  }
}

const filesOf = (status: Pick<Status, 'media_attachments'>): string[] => [
  ...new Set(
    status.media_attachments.flatMap(({ url, preview_url }) => [url, preview_url].filter((one) => one !== null)),
  ),
]

/**
 * Posts of other servers. Mastodon would find one by its address only by fetching it (`resolve=true`), which would bring here what
 * somebody complains of; so the author is looked up among those known here, and the post among theirs, around its moment.
 */
export async function locateRemote(locating: Locating, wanted: readonly Of<'remote'>[]): Promise<void> {
  for (const { itemId, place } of wanted) {
    const account = place.handle ? await accountOf(locating, place.handle) : null
    const status = account ? await postAmong(locating, account.id, place) : null
    const fate = status ? fateOf(itemId, status) : { itemId, ...lost('notFound', 'noCopy') }
    await locating.settle([fate], status ? [publicAccountRow(status.account)] : [])
  }
}

async function accountOf({ connection, accounts }: Locating, handle: string): Promise<Account | null> {
  const key = handle.toLowerCase()
  const known = accounts.get(key)
  if (known !== undefined) return known
  const found = await unlessMissing(lookupAccount(connection, handle))
  accounts.set(key, found)
  return found
}

async function postAmong(
  { connection, now }: Locating,
  accountId: string,
  { url, number }: { url: string; number: string | null },
): Promise<Status | null> {
  const moment = number ? momentOf(number, now) : null
  let maxId = moment ? numberAfter(moment) : undefined
  for (let page = 0; page < MOST_PAGES; page++) {
    const query = { limit: 40, ...(maxId ? { maxId } : {}) }
    const statuses = (await unlessMissing(listAccountStatuses(connection, accountId, query))) ?? []
    const found = statuses.find((one) => isSameAddress(url, one.url) || isSameAddress(url, one.uri))
    if (found) return found
    maxId = statuses.at(-1)?.id
    if (!maxId || statuses.length < 40) return null
  }
  return null
}

/**
 * Files: of a post that is known here, or of one by somebody whom the notice names; else whether one lies at that address. Blocked it
 * can be either way. Gives back whether some gave no answer and are to be asked again.
 */
export async function locateFiles(
  locating: Locating,
  wanted: readonly Of<'media'>[],
  authors: readonly string[],
): Promise<boolean> {
  let isLeft = false
  for (const { itemId, place } of wanted) {
    const status = await postWithFile(locating, place.mediaId, authors)
    const fate = status ? fateOf(itemId, status) : await fateOfFile(locating, itemId, place)
    if (fate) await locating.settle([fate], status ? [publicAccountRow(status.account)] : [])
    else isLeft = true
  }
  return isLeft
}

/** Null where it is to be asked again. */
async function fateOfFile(
  { http, hasTime }: Locating,
  itemId: string,
  place: Of<'media'>['place'],
): Promise<Fate | null> {
  const { url, isCopy, isProxy } = place
  const state = isCopy ? 'remote' : 'found'
  const found: Fate = { itemId, state, mediaUrls: [url], isLocal: isCopy ? false : null }
  if (isProxy) return { ...found, why: 'fileUnasked' }
  const { at: seenAt, status: seenStatus } = await seeHead(http, url)
  const why = fileWhy(seenStatus)
  if (why === 'fileUnanswered' && hasTime) return null
  return { ...found, ...(why === 'fileGone' ? { state: 'notFound' } : {}), why, seenAt, seenStatus }
}

async function postWithFile(locating: Locating, mediaId: string, authors: readonly string[]): Promise<Status | null> {
  const { db, instanceId, connection } = locating
  const known = await db.media.findUnique({ where: { instanceId_remoteId: { instanceId, remoteId: mediaId } } })
  if (known) {
    const status = await unlessMissing(showStatus(connection, known.postId))
    return status && isOpenTo(status.visibility) ? status : null
  }
  // A file is numbered when it is uploaded, its post a moment later.
  for (const accountId of authors.slice(0, MOST_AUTHORS)) {
    const query = { limit: 20, onlyMedia: true, minId: mediaId }
    const statuses = (await unlessMissing(listAccountStatuses(connection, accountId, query))) ?? []
    const found = statuses.find(({ media_attachments }) => media_attachments.some(({ id }) => id === mediaId))
    if (found) return found
  }
  return null
}
const MOST_AUTHORS = 5

/** That something is not there, or makes no sense, is an answer about it; that the instance is away is none. */
async function unlessMissing<T>(asked: Promise<{ value: T }>): Promise<T | null> {
  try {
    return (await asked).value
  } catch (error) {
    if (!(error instanceof MastodonFailure)) throw error
    if (['notFound', 'gone', 'invalid'].includes(error.kind)) return null
    if (error.kind === 'tooLarge' || (!isAway(error) && error.kind !== 'tokenDead')) return null
    throw error
  }
}
