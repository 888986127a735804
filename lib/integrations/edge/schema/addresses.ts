/**
 * Under which addresses a web server hands out a post of Mastodon and its files (mastodon-api.md 5.3; Mastodon's config/routes.rb).
 * Ids are counted up over the whole server, so that a rule names the id alone: a name in another spelling (they are case-blind)
 * leads to the same post. The API is left out: the console reads there itself, and blocking single ids in it would take nothing out
 * of its lists.
 */
export const POST_FORMS = [
  // The page, with what hangs on it: /embed, .json, the lists of who favoured it.
  '/+(?:(?:web|deck)/+)?@[^/]+/+',
  // ActivityPub, by name and (from 4.5 on) by number, with /activity, /replies and so on; older web addresses.
  '/+(?:users/+[^/]+/+|ap/+users/+[0-9]+/+|web/+|deck/+)?statuses/+',
] as const

/** The folder of one file on disk or in a bucket, whatever stands before it; original, small and static lie in it. */
export const FILE_FORM = '/media_attachments/+(?:files|thumbnails)/+'
/** `/media_proxy/:id/original` of remote files, and the older `/media/:id`. */
export const PROXY_FORM = '/+media(?:_proxy)?/+'

/** Answers 451 as long as the rules are in force: so a host can be tested without anything being blocked. */
export const TEST_PATH = '/.well-known/docket-edge'

export interface Wanted {
  postId: string | null
  mediaUrls: readonly string[]
}

/** What rules are made of, sorted, each once. */
export interface Blocked {
  /** Ids of posts. */
  posts: string[]
  /** Folders of files, as `117/663/169/411/789/433`. */
  files: string[]
  /** Ids of files. */
  proxies: string[]
  /** Other paths, decoded, to be met exactly. */
  paths: string[]
}

const ID = /^[1-9]\d{0,19}$/
const IN_FOLDER = /\/media_attachments\/+(?:files|thumbnails)\/+((?:\d{3}\/+)+)[a-z]+\//
const IN_PROXY = /^\/+media_proxy\/+0*([1-9]\d{0,19})\/+/

/** Nothing but digits, slashes and whole paths comes out of here, whatever an address holds. */
export function blockedOf(wanted: readonly Wanted[]): Blocked {
  const found = wanted.flatMap(({ mediaUrls }) => mediaUrls.flatMap(fileAt))
  const sorted = (all: (string | null | undefined)[]) =>
    [...new Set(all.filter((one): one is string => Boolean(one)))].toSorted()
  return {
    posts: sorted(wanted.map(({ postId }) => (postId && ID.test(postId) ? postId : null))),
    files: sorted(found.map((file) => file.folder)),
    proxies: sorted(found.map((file) => file.id)),
    paths: sorted(found.map((file) => file.path)),
  }
}

interface FileAt {
  folder?: string
  id?: string
  path?: string
}

function fileAt(address: string): FileAt[] {
  const path = pathOf(address)
  if (path === null) return []
  const folder = IN_FOLDER.exec(path)?.[1]?.replace(/\/+/g, '/').replace(/\/$/, '')
  if (folder) return [{ folder, id: folder.replaceAll('/', '').replace(/^0+/, '') }]
  const id = IN_PROXY.exec(path)?.[1]
  return [id ? { folder: folderOf(id), id } : { path }]
}

/** The path as a web server compares it: decoded. Null where it cannot be, or would be everything. */
function pathOf(address: string): string | null {
  if (!URL.canParse(address)) return null
  try {
    const path = decodeURIComponent(new URL(address).pathname)
    return path.length > 1 ? path : null
  } catch {
    return null
  }
}

/** `117663169411789433` lies in `117/663/169/411/789/433`. */
const folderOf = (id: string): string => (id.padStart(18, '0').match(/\d{3}/g) ?? []).join('/')
