import { z } from 'zod'
import { seeAsAnybody } from '@/lib/integrations/edge/client/see'
import { blockedOf, TEST_PATH } from '@/lib/integrations/edge/schema/addresses'
import type { Outward } from '@/lib/platform/http/outward'
import type { Told } from './model'
import type { AnswerSeen, Place } from './schema'

export interface Subject {
  origin: string
  postId: string | null
  postUrl: string | null
  mediaUrls: readonly string[]
  accountId: string | null
  /** As far as the mirror knows the author. */
  acct: string | null
}

interface Address {
  place: Place
  address: string
}

const HTML = 'text/html,application/xhtml+xml'
const ACTIVITY = 'application/activity+json'
const ACCEPTS: Partial<Record<Place, string>> = { page: HTML, embed: HTML, activity: ACTIVITY, outbox: ACTIVITY }
const FILES: readonly Place[] = ['file', 'small', 'proxy']

/** What was seen, and how it went: whether the server asks for rest. */
export interface Look {
  answers: AnswerSeen[]
  told: Told[]
}

/** The addresses that are blocked, as anybody sees them. They cost the proxy alone, as long as it blocks. */
export async function seeOwn(http: Outward, subject: Subject): Promise<Look> {
  const files = await lookAll(http, fileAddresses(subject))
  const { postId, origin } = subject
  if (!postId) return files
  const acct = subject.acct ?? acctIn(subject) ?? (await readPost(http, origin, postId)).told?.account.acct ?? null
  return both(files, await lookAll(http, postAddresses({ ...subject, postId, acct })))
}

/** Where a post may still stand, whatever its own addresses answer. One after the other. */
export async function seeLists(http: Outward, subject: Subject): Promise<Look> {
  const { postId, origin } = subject
  if (!postId) return { answers: [], told: [] }
  const { api, told } = await readPost(http, origin, postId)
  const known = { ...subject, postId, acct: told?.account.acct ?? subject.acct ?? acctIn(subject), told }
  const first = { answers: [{ ...api.seen, carries: carriesPost({ ...api, postId }) }], told: [api.told] }
  return both(first, await lookAll(http, listAddresses(known), postId))
}

export const both = (one: Look, other: Look): Look => ({
  answers: [...one.answers, ...other.answers],
  told: [...one.told, ...other.told],
})

async function lookAll(http: Outward, addresses: readonly Address[], postId?: string): Promise<Look> {
  const looks: Awaited<ReturnType<typeof look>>[] = []
  for (const address of addresses) looks.push(await look(http, address))
  return {
    answers: looks.map((one) => (postId ? { ...one.seen, carries: carriesPost({ ...one, postId }) } : one.seen)),
    told: looks.map((one) => one.told),
  }
}

export const hostsIn = (addresses: readonly string[]): string[] =>
  addresses.flatMap((address) => (URL.canParse(address) ? [new URL(address).host] : []))

/** Whether the rules are in force on a host: an address that answers 451 as long as they are. */
export async function seeTest(http: Outward, host: string): Promise<{ host: string; status: number | null }> {
  const { status } = await seeAsAnybody(http, { url: `${host}${TEST_PATH}`, accept: HTML })
  return { host, status }
}

/** The files as they are given out, their smaller copies, and the proxy that leads to them. */
export function fileAddresses({ origin, mediaUrls }: Pick<Subject, 'origin' | 'mediaUrls'>): Address[] {
  const given = mediaUrls.map(
    (address) => ({ place: address.includes('/small/') ? 'small' : 'file', address }) as const,
  )
  // The smaller copy of a picture bears its name; that of a film does not, and is probed where it was given.
  const smaller = mediaUrls
    .filter((address) => address.includes('/original/') && /\.(png|jpe?g|gif|webp|avif)$/i.test(address))
    .map((address) => ({ place: 'small', address: address.replace('/original/', '/small/') }) as const)
  const proxies = blockedOf([{ postId: null, mediaUrls }]).proxies.map(
    (id) => ({ place: 'proxy', address: `${origin}/media_proxy/${id}/original` }) as const,
  )
  return [...given, ...smaller, ...proxies].filter(
    ({ address }, at, all) => all.findIndex((one) => one.address === address) === at,
  )
}

const told = z.object({
  uri: z.string(),
  account: z.object({ id: z.string(), acct: z.string() }),
  tags: z.array(z.object({ name: z.string() })),
})

/** Whatever the API says of the post without a token: who wrote it, and under which tags it is listed. */
async function readPost(http: Outward, origin: string, postId: string) {
  const api = await look(http, { place: 'api', address: `${origin}/api/v1/statuses/${postId}` })
  try {
    return { api, told: told.safeParse(JSON.parse(api.text)).data ?? null }
  } catch {
    return { api, told: null }
  }
}

/** Who wrote it, as its own address says: of a post that is gone nothing else tells. */
function acctIn({ postUrl, origin }: Subject): string | null {
  const found = /^https?:\/\/([^/]+)\/@([^/@]+)\/\d+$/.exec(postUrl ?? '')
  if (!found) return null
  const [, host = '', name = ''] = found
  return host === new URL(origin).host ? name : `${name}@${host}`
}

type Known = Subject & { postId: string; told: z.output<typeof told> | null }

/** By name and, from 4.5 on, by number: the rules shut both, whichever the post is known by. */
function postAddresses({ origin, postId, acct, accountId }: Subject & { postId: string }): Address[] {
  if (!acct) return []
  const page = { place: 'page', address: `${origin}/@${acct}/${postId}` } as const
  if (!isLocal(acct)) return [page]
  return [
    page,
    { place: 'embed', address: `${origin}/@${acct}/${postId}/embed` },
    { place: 'activity', address: `${origin}/users/${acct}/statuses/${postId}` },
    ...(accountId
      ? [{ place: 'activity', address: `${origin}/ap/users/${accountId}/statuses/${postId}` } as const]
      : []),
  ]
}

/**
 * Pages of lists begin right before the post, so that an old one is found as well; a feed shows only the newest. Search is asked as
 * anybody too, whom Mastodon looks no address up for; members may find the post there all the same.
 */
function listAddresses({ origin, postId, acct, postUrl, told: post }: Known): Address[] {
  const before = `max_id=${BigInt(postId) + 1n}&limit=5`
  const api = `${origin}/api/v1`
  const author = post?.account.id
  const actor = /^(.*)\/statuses\/\d+$/.exec(post?.uri ?? '')?.[1] ?? (acct ? `${origin}/users/${acct}` : null)
  const isHere = acct !== null && isLocal(acct)
  const tags = post?.tags.slice(0, 2) ?? []
  return [
    ...(author ? [{ place: 'account', address: `${api}/accounts/${author}/statuses?${before}` } as const] : []),
    { place: 'public', address: `${api}/timelines/public?${isHere ? 'local=true&' : ''}${before}` },
    ...tags.map(
      ({ name }) => ({ place: 'tag', address: `${api}/timelines/tag/${encodeURIComponent(name)}?${before}` }) as const,
    ),
    ...(postUrl
      ? [
          {
            place: 'search',
            address: `${origin}/api/v2/search?type=statuses&q=${encodeURIComponent(postUrl)}`,
          } as const,
        ]
      : []),
    ...(isHere ? [{ place: 'rss', address: `${origin}/@${acct}.rss` } as const] : []),
    ...(isHere && actor?.startsWith(`${origin}/`)
      ? [{ place: 'outbox', address: `${actor}/outbox?page=true&max_id=${BigInt(postId) + 1n}` } as const]
      : []),
  ]
}

const isLocal = (acct: string): boolean => !acct.includes('@')

/** Null where the list gave no answer to look through. */
function carriesPost({ seen, text, postId }: { seen: AnswerSeen; text: string; postId: string }): boolean | null {
  if (seen.status === null) return null
  if (seen.status >= 300) return false
  return new RegExp(`(?<!\\d)${postId}(?!\\d)`).test(text)
}

async function look(http: Outward, { place, address }: Address) {
  const isFile = FILES.includes(place)
  const accept = isFile
    ? 'image/*,video/*,audio/*,*/*'
    : (ACCEPTS[place] ?? (place === 'rss' ? 'application/rss+xml' : 'application/json'))
  const answer = await seeAsAnybody(http, { url: address, accept, isFile, followsRedirects: isFile })
  const { at, status, failure, contentType, sha256, text, tookMs, retryAfterMs } = answer
  const seen: AnswerSeen = { at: at.toISOString(), place, address, status, failure, contentType, sha256, carries: null }
  return { seen, text, told: { place, status, failure, tookMs, retryAfterMs } }
}
