import { isIP } from 'node:net'
import { domainToASCII } from 'node:url'

/** What somebody typed into the box, understood. */
export type Sought =
  | { kind: 'nothing' }
  | { kind: 'number'; number: string; of: 'any' | 'case' | 'report' }
  | { kind: 'ip'; ip: string }
  /** `name@domain` without a first @ may be either. */
  | { kind: 'email'; email: string; handle: Handle | null }
  | { kind: 'handle'; handle: Handle }
  | { kind: 'address'; url: string; here: Here | null }
  | { kind: 'words'; words: string }

export interface Handle {
  username: string
  /** Null on the connected instance; as Mastodon keeps it, in ASCII. */
  domain: string | null
}

/** What an address on the connected instance names, read without a call. */
export type Here = { account: string } | { handle: Handle } | { post: string } | { report: string }

interface Home {
  /** Of handles. */
  domain: string
  /** Of pages; may be another host. */
  origin: string
}

// Marks that come along when a handle is copied out of a text of another direction, and zero-width ones.
const INVISIBLE = /[\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF\0]/g

export function readSought(typed: string, home: Home): Sought {
  const text = typed
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .trim()
    .replace(/^[<("'«]+|[>)"'»,;]+$/g, '')
  if (text === '') return { kind: 'nothing' }
  const number = /^(?:(case|report)\s*)?#?\s*(\d{1,20})$/i.exec(text)
  if (number?.[2]) return { kind: 'number', number: number[2], of: OF[number[1]?.toLowerCase() ?? ''] ?? 'any' }
  return readIp(text) ?? readUrl(text, home) ?? readName(text, home) ?? { kind: 'words', words: text }
}
const OF: Record<string, 'case' | 'report'> = { case: 'case', report: 'report' }

/** Wider networks would list half a server and mean nobody. */
const NARROWEST = { 4: 8, 6: 16 } as const

function readIp(text: string): Sought | null {
  const [address = '', prefix, ...rest] = text.replace(/^\[|\]$/g, '').split('/')
  const family = isIP(address)
  if (family === 0 || rest.length > 0 || address.includes('%')) return null
  const ip = address.toLowerCase()
  if (prefix === undefined) return { kind: 'ip', ip }
  const bits = /^\d{1,3}$/.test(prefix) ? Number(prefix) : -1
  const isFit = bits >= NARROWEST[family === 4 ? 4 : 6] && bits <= (family === 4 ? 32 : 128)
  return isFit ? { kind: 'ip', ip: `${ip}/${bits}` } : { kind: 'words', words: text }
}

function readUrl(text: string, home: Home): Sought | null {
  const written = /^https?:\/\//i.test(text) ? text : /^[^\s@/]+\.[^\s@/]+\/\S+$/.test(text) ? `https://${text}` : null
  if (!written || !URL.canParse(written)) return null
  const url = new URL(written)
  const isHome = url.host === new URL(home.origin).host || url.host === home.domain.toLowerCase()
  return { kind: 'address', url: url.href, here: isHome ? readPath(decoded(url.pathname), home) : null }
}

const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

// Shapes of Mastodon's own addresses (mastodon-api.md 5.3), and of its moderation pages.
const PATHS: readonly [RegExp, (part: string, home: Home) => Here | null][] = [
  [/^\/(?:deck\/|web\/)?@[^/]+\/(\d+)$/, (post) => ({ post })],
  [/^\/users\/[^/]+\/statuses\/(\d+)/, (post) => ({ post })],
  [/^\/ap\/users\/\d+\/statuses\/(\d+)/, (post) => ({ post })],
  [/^\/admin\/accounts\/\d+\/statuses\/(\d+)/, (post) => ({ post })],
  [/^\/web\/statuses\/(\d+)/, (post) => ({ post })],
  [/^\/ap\/users\/(\d+)/, (account) => ({ account })],
  [/^\/(?:admin|web)\/accounts\/(\d+)/, (account) => ({ account })],
  [/^\/admin\/reports\/(\d+)/, (report) => ({ report })],
  [/^\/(?:deck\/|web\/)?@([^/]+)/, named],
  [/^\/users\/([^/]+)/, named],
]

function readPath(path: string, home: Home): Here | null {
  for (const [shape, make] of PATHS) {
    const part = shape.exec(path)?.[1]
    if (part) return make(part, home)
  }
  return null
}

function named(part: string, home: Home): Here | null {
  const handle = readHandle(part, home)
  return handle ? { handle } : null
}

const EMAIL = /^[^\s@%]{1,64}@[^\s@%]+\.[^\s@%]+$/

function readName(text: string, home: Home): Sought | null {
  const plain = text.replace(/^acct:/i, '@')
  const handle = readHandle(plain, home)
  if (plain.startsWith('@')) return handle ? { kind: 'handle', handle } : null
  return EMAIL.test(plain) ? { kind: 'email', email: plain.toLowerCase(), handle } : null
}

function readHandle(text: string, { domain: own, origin }: Home): Handle | null {
  const [, username, host] =
    /^@?([\p{L}\p{M}\p{N}_](?:[\p{L}\p{M}\p{N}_.-]*[\p{L}\p{M}\p{N}_])?)(?:@([^\s@/]+))?$/u.exec(text) ?? []
  if (!username) return null
  if (!host) return { username, domain: null }
  const domain = domainToASCII(host)
  if (domain === '') return null
  const isHome = domain === own.toLowerCase() || domain === new URL(origin).hostname
  return { username, domain: isHome ? null : domain }
}
