import { readableAddress, targetsIn } from '@/lib/features/copyright/parse'

/** What this instance is called by: its own addresses, and those of its files. */
export interface Here {
  origin: string
  domain: string
  mediaHosts: readonly string[]
}

/** By whom an address says a post is. */
export type Author = { username: string; domain: string | null } | { accountId: string }

/** Why an address leads to no post that can be asked for. */
export type Why = 'wildcard' | 'profile' | 'search' | 'page' | 'elsewhere' | 'noAddress'

export type Place =
  | { kind: 'post'; id: string; author: Author | null }
  /** `isCopy`: of something on another server. `isProxy`: the server fetches it from there when it is asked. */
  | { kind: 'media'; mediaId: string; url: string; isCopy: boolean; isProxy: boolean }
  /** On another server; `handle` and `number` where the address tells them. */
  | { kind: 'remote'; url: string; handle: string | null; number: string | null }
  | { kind: 'none'; why: Why }

const none = (why: Why): Place => ({ kind: 'none', why })

/** What an address leads to, seen from this instance, without asking anybody (mastodon-api.md 5.3). */
export function placeOf(written: string, here: Here): Place {
  if (/\*/.test(written)) return none('wildcard')
  const text = readableAddress(written)
  if (!URL.canParse(text))
    return none(targetsIn(written).some(({ kind }) => kind === 'wildcard') ? 'wildcard' : 'noAddress')
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return none('noAddress')
  const inner = url.searchParams.get('uri') ?? url.searchParams.get('url')
  // A link by which somebody of another server was to follow: what it is about stands inside.
  if (/^\/(authorize_interaction|share|interact)\b/.test(url.pathname) && inner && inner.length < text.length)
    return placeOf(inner, here)
  const path = decoded(url.pathname).replace(/\/+$/, '')
  const isFile = here.mediaHosts.includes(url.host)
  if (isFile || isHome(url, here)) return isFile ? fileAt(url, path) : homePlace(url, path, here)
  return remotePlace(url, path)
}

/** A handle may be written whole, with the own domain behind it. */
const foreign = (domain: string | undefined, here: Here): string | null =>
  domain && !isHome({ host: domain }, here) ? domain : null

const isHome = ({ host }: Pick<URL, 'host'>, { origin, domain }: Here): boolean =>
  [new URL(origin).host, domain, `www.${domain}`].some((own) => own.toLowerCase() === host.toLowerCase())

const WEB = /^(?:\/web|\/deck)?\/@([^/@]+)(?:@([^/]+))?\/(\d{1,20})(?:\/|\.json|$)/
const ACTIVITY = /^\/users\/([^/]+)\/statuses\/(\d{1,20})(?:\/|\.json|$)/
const NUMBERED = /^\/ap\/users\/(\d{1,20})\/statuses\/(\d{1,20})(?:\/|$)/
const BARE = /^\/(?:web\/statuses|deck\/statuses|statuses|api\/v1\/statuses|interact)\/(\d{1,20})(?:\/|$)/
const FILE = /^(?:\/system)?(\/cache)?\/media_attachments\/files\/((?:\d{3}\/)+)(?:original|small)\//
const PROXY = /^\/media_proxy\/(\d{1,20})(?:\/|$)/

function homePlace(url: URL, path: string, here: Here): Place {
  const web = WEB.exec(path)
  if (web) return { kind: 'post', id: web[3] ?? '', author: { username: web[1] ?? '', domain: foreign(web[2], here) } }
  const activity = ACTIVITY.exec(path)
  if (activity) return { kind: 'post', id: activity[2] ?? '', author: { username: activity[1] ?? '', domain: null } }
  const numbered = NUMBERED.exec(path)
  if (numbered) return { kind: 'post', id: numbered[2] ?? '', author: { accountId: numbered[1] ?? '' } }
  const bare = BARE.exec(path)
  if (bare) return { kind: 'post', id: bare[1] ?? '', author: null }
  const proxied = PROXY.exec(path)
  if (proxied) return { kind: 'media', mediaId: proxied[1] ?? '', url: url.href, isCopy: false, isProxy: true }
  return fileAt(url, path)
}

function fileAt(url: URL, path: string): Place {
  const file = FILE.exec(path)
  if (file) {
    const mediaId = (file[2] ?? '').replaceAll('/', '').replace(/^0+/, '')
    return { kind: 'media', mediaId, url: url.href, isCopy: file[1] !== undefined, isProxy: false }
  }
  if (url.searchParams.has('q') || /^\/(search|explore|tags|tag|public)\b/.test(path)) return none('search')
  if (/^(\/web|\/deck)?\/(@[^/]+|users\/[^/]+|ap\/users\/\d+)(\/(media|with_replies|followers|following))?$/.test(path))
    return none('profile')
  return none('page')
}

// Mastodon and those who write addresses alike, Pixelfed, and the others, whose addresses name nobody.
const REMOTE: readonly RegExp[] = [
  /^(?:\/web|\/deck)?\/@([^/@]+)(?:@([^/]+))?\/(\w{1,40})$/,
  /^\/users\/([^/@]+)()\/statuses\/(\w{1,40})(?:\/activity)?$/,
  /^\/p\/([^/@]+)()\/(\d{1,20})$/,
]
const NAMELESS = /^\/(notes?|notice|objects|post|display|videos\/watch|w)\/[\w-]+$/

function remotePlace(url: URL, path: string): Place {
  for (const shape of REMOTE) {
    const [, username, domain, number = ''] = shape.exec(path) ?? []
    if (username) return { kind: 'remote', url: url.href, handle: `${username}@${domain || url.host}`, number }
  }
  return NAMELESS.test(path) ? { kind: 'remote', url: url.href, handle: null, number: null } : none('elsewhere')
}

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return pathname
  }
}

/** Mastodon numbers posts by the millisecond, shifted by 16 bits; null for a number that tells no moment (before 2016, or ahead). */
export function momentOf(number: string, now: Date): Date | null {
  if (!/^\d{15,20}$/.test(number)) return null
  const ms = Number(BigInt(number) >> 16n)
  return ms > Date.UTC(2016, 0, 1) && ms < now.getTime() + 86_400_000 ? new Date(ms) : null
}

/** The number above every post of a moment. */
export const numberAfter = (moment: Date): string => String(BigInt(moment.getTime() + 2_000) << 16n)

/** Whether two addresses of a post are the same, however they were written. */
export const isSameAddress = (a: string, b: string | null): boolean => b !== null && plainOf(a) === plainOf(b)
const plainOf = (text: string): string => {
  if (!URL.canParse(text)) return text
  const { host, pathname } = new URL(text)
  return `${host.toLowerCase()}${decoded(pathname).replace(/\/+$/, '')}`
}
