import type { Actor } from '@/lib/platform/access/access'
import { graphemes } from '@/lib/platform/i18n/graphemes'
import type { AccountMark, Owner, PersonBrief } from './schema'

interface MarkFacts {
  isSuspended: boolean
  isSilenced: boolean
  isDisabled: boolean
  isSensitized: boolean
}

/** A case is late when its oldest report has waited three days. An operator's target, not a law. */
export const LATE_AFTER_MS = 3 * 24 * 3600 * 1000
const NEW_ACCOUNT_MS = 7 * 24 * 3600 * 1000

export function marksOf(
  account: MarkFacts & { isPending: boolean; isBot: boolean; roleName: string | null; createdAt: Date },
  now: Date,
): AccountMark[] {
  const marks: [AccountMark, boolean][] = [
    ['suspended', account.isSuspended],
    ['limited', account.isSilenced],
    ['frozen', account.isDisabled],
    ['sensitive', account.isSensitized],
    ['pending', account.isPending],
    ['staff', account.roleName !== null && account.roleName !== ''],
    ['newAccount', now.getTime() - account.createdAt.getTime() < NEW_ACCOUNT_MS],
    ['bot', account.isBot],
  ]
  return marks.flatMap(([mark, is]) => (is ? [mark] : []))
}

/** Two letters that stand for a person where there is no picture; by grapheme, so that no emoji is cut. */
export function initialsOf(name: string, acct: string): string {
  const words = (name.trim() || acct)
    .replace(/[^\p{L}\p{M}\p{N}\s]/gu, '')
    .split(/\s+/)
    .map((word) => word.replace(/^\p{M}+/u, ''))
    .filter(Boolean)
  const source = words.length > 0 ? words : [acct]
  return source
    .slice(0, 2)
    .map((word) => graphemes(word)[0] ?? '')
    .join('')
    .toUpperCase()
}

/** The keyset of a page: the place of its last row. */
export const cursorOf = (row: { oldestAt: Date; caseId: string }): string =>
  `${row.oldestAt.toISOString()}_${row.caseId}`
export function readCursor(text: string): { at: Date; caseId: string } | null {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text)
  if (!match?.[1] || !match[2] || Number.isNaN(Date.parse(match[1]))) return null
  return { at: new Date(match[1]), caseId: match[2] }
}

type AccountLike = { remoteId: string; acct: string; displayName: string; domain: string | null; isBot: boolean }

export function briefOf(account: AccountLike | undefined | null, remoteId: string): PersonBrief {
  const acct = account?.acct ?? remoteId
  const name = account?.displayName.trim() || acct.split('@')[0] || acct
  return {
    remoteId,
    name,
    handle: `@${acct}`,
    initials: initialsOf(name, acct),
    isLocal: account ? account.domain === null : false,
    isBot: account?.isBot ?? false,
  }
}

export function ownerOf(owner: { id: string; acct: string; displayName: string } | null, actor: Actor): Owner | null {
  return owner
    ? {
        id: owner.id,
        name: owner.displayName.trim() || owner.acct,
        isYou: actor.kind === 'person' && actor.id === owner.id,
      }
    : null
}
