import type { State } from './state'
import { since } from './versions'

const READ =
  'accounts blocks bookmarks collections favourites filters follows lists mutes notifications search statuses'
const WRITE =
  'accounts blocks bookmarks collections conversations favourites filters follows lists media mutes notifications reports statuses'
const ADMIN = 'accounts reports domain_allows domain_blocks ip_blocks email_domain_blocks canonical_email_blocks'

const under = (prefix: string, names: string) => names.split(' ').map((name) => `${prefix}:${name}`)

/** In the order of the metadata document. */
export function knownScopes(state: State): string[] {
  const all = [
    'read',
    ...(since(state, '4.3') ? ['profile'] : []),
    'write',
    ...under('write', WRITE),
    ...under('read', READ),
    'follow',
    'push',
    ...(since(state, '4.3') ? [] : ['crypto']),
    'admin:read',
    ...under('admin:read', ADMIN),
    'admin:write',
    ...under('admin:write', ADMIN),
  ]
  return since(state, '4.6') ? all : all.filter((scope) => !scope.endsWith(':collections'))
}

export const splitScopes = (text: string) => text.split(/\s+/).filter((scope) => scope !== '')

/** Compared as words: `read` does not include `read:accounts` here. */
export const isSubset = (wanted: string[], granted: string[]) => wanted.every((scope) => granted.includes(scope))

export const sameScopes = (a: string[], b: string[]) => a.length === b.length && isSubset(a, b)
