import { z } from 'zod'
import { seeAsAnybody } from '@/lib/integrations/edge/client/see'
import { blockedOf, TEST_PATH } from '@/lib/integrations/edge/schema/addresses'
import type { Outward } from '@/lib/platform/http/outward'
import type { AnswerSeen, Place } from './schema'

export interface Subject {
  origin: string
  postId: string | null
  postUrl: string | null
  mediaUrls: readonly string[]
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

/** Everything of one item, as anybody sees it: its own addresses, then where its post may still stand. One after the other. */
export async function seeAll(http: Outward, subject: Subject): Promise<AnswerSeen[]> {
  const seen: AnswerSeen[] = []
  for (const address of fileAddresses(subject)) seen.push((await look(http, address)).seen)
  const { postId, origin } = subject
  if (!postId) return seen
  const api = await look(http, { place: 'api', address: `${origin}/api/v1/statuses/${postId}` })
  const told = readPost(api.text)
  const known = { ...subject, postId, acct: told?.account.acct ?? subject.acct ?? acctIn(subject), told }
  for (const address of postAddresses(known)) seen.push((await look(http, address)).seen)
  seen.push({ ...api.seen, carries: carriesPost({ ...api, postId }) })
  for (const address of listAddresses(known)) {
    const list = await look(http, address)
    seen.push({ ...list.seen, carries: carriesPost({ ...list, postId }) })
  }
  return seen
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
function readPost(text: string): z.output<typeof told> | null {
  try {
    return told.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
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

function postAddresses({ origin, postId, acct, told: post }: Known): Address[] {
  const uri = post?.uri.startsWith(`${origin}/`) ? post.uri : null
  return [
    ...(acct ? [{ place: 'page', address: `${origin}/@${acct}/${postId}` } as const] : []),
    ...(acct && isLocal(acct) ? [{ place: 'embed', address: `${origin}/@${acct}/${postId}/embed` } as const] : []),
    ...(acct && isLocal(acct)
      ? [{ place: 'activity', address: `${origin}/users/${acct}/statuses/${postId}` } as const]
      : []),
    ...(uri && uri !== `${origin}/users/${acct}/statuses/${postId}`
      ? [{ place: 'activity', address: uri } as const]
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

async function look(http: Outward, { place, address }: Address): Promise<{ seen: AnswerSeen; text: string }> {
  const isFile = FILES.includes(place)
  const accept = isFile
    ? 'image/*,video/*,audio/*,*/*'
    : (ACCEPTS[place] ?? (place === 'rss' ? 'application/rss+xml' : 'application/json'))
  const { at, text, ...rest } = await seeAsAnybody(http, { url: address, accept, isFile, followsRedirects: isFile })
  return { seen: { ...rest, at: at.toISOString(), place, address, carries: null }, text }
}
