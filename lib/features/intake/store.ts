import { putAll } from '@/lib/platform/db/bulk'
import { newId, type Tx } from '@/lib/platform/db/client'
import type { AccountRow, MirrorRows, PostRow } from './parse'

interface Seen {
  instanceId: string
  /** When it was asked for: a page may be on its way while somebody reads one of its reports anew. */
  seenAt: Date
}

/** The mirror's own door: cache rows of what Mastodon said, which hold no decision (DESIGN 1.2). Who asked last, wins. */
export async function keepReports(tx: Tx, seen: Seen, reports: readonly MirrorRows[]): Promise<void> {
  const rows = [...lastOf(reports.map(({ report }) => report)).values()]
  const targets = [...new Set(rows.map((report) => report.targetId))]
  // A stopped case is not captured further: its posts and media stay as they were when the stop was pressed.
  const cases = await tx.case.findMany({
    where: { instanceId: seen.instanceId, subjectId: { in: targets }, class: 'childSafety' },
    select: { subjectId: true },
  })
  const stopped = new Set(cases.map((row) => row.subjectId))
  const free = reports.filter(({ report }) => !stopped.has(report.targetId))
  await keepPosts(
    tx,
    seen,
    free.flatMap(({ posts }) => posts),
  )
  const before = stopped.size > 0 ? await postsBefore(tx, seen.instanceId, rows) : new Map<string, string[]>()
  await putAll(tx, {
    table: 'report',
    key: KEY,
    unlessLater: 'seenAt',
    rows: rows.map((report) => ({
      ...report,
      ...seen,
      goneAt: null,
      postIds: stopped.has(report.targetId) ? (before.get(report.remoteId) ?? report.postIds) : report.postIds,
    })),
  })
}
const KEY = ['instance_id', 'remote_id'] as const

async function postsBefore(tx: Tx, instanceId: string, rows: readonly { remoteId: string }[]) {
  const where = { instanceId, remoteId: { in: rows.map((row) => row.remoteId) } }
  const found = await tx.report.findMany({ where, select: { remoteId: true, postIds: true } })
  return new Map(found.map((report) => [report.remoteId, report.postIds]))
}

export async function keepAccounts(tx: Tx, seen: Seen, accounts: readonly AccountRow[]): Promise<void> {
  const rows = [...lastOf(accounts).values()]
  const before = await tx.account.findMany({
    where: { instanceId: seen.instanceId, remoteId: { in: rows.map((row) => row.remoteId) } },
    select: { remoteId: true, acct: true, formerAccts: true, displayName: true, note: true },
  })
  const known = new Map(before.map((account) => [account.remoteId, account]))
  await putAll(tx, {
    table: 'account',
    key: KEY,
    unlessLater: 'seenAt',
    rows: rows.map((account) => ({ ...withHistory(account, known.get(account.remoteId)), ...seen, goneAt: null })),
  })
}

const FORMER_KEPT = 10
type Before = Pick<AccountRow, 'acct' | 'displayName' | 'note'> & { formerAccts: string[] }

/** A handle that changed stays findable: old notes and mails name it. */
function withHistory(account: AccountRow, before: Before | undefined) {
  if (!before) return { ...account, formerAccts: [] }
  const earlier = before.formerAccts.filter((one) => one !== account.acct && one !== before.acct)
  // Mastodon blanks the profile of a suspended person: the name that was seen before stays.
  const isBlanked = account.isSuspended && account.displayName === ''
  return {
    ...account,
    ...(isBlanked ? { displayName: before.displayName, note: before.note } : {}),
    formerAccts: before.acct === account.acct ? before.formerAccts : [...earlier, before.acct].slice(-FORMER_KEPT),
  }
}

export async function keepPosts(tx: Tx, seen: Seen, posts: readonly PostRow[]): Promise<void> {
  const rows = [...lastOf(posts).values()]
  await putAll(tx, {
    table: 'post',
    key: KEY,
    unlessLater: 'seenAt',
    rows: rows.map((post) => ({ ...post, ...seen, media: undefined })),
  })
  const files = rows.flatMap(({ remoteId, media }) => media.map((file) => ({ ...file, postId: remoteId })))
  await putAll(tx, {
    table: 'media',
    key: KEY,
    rows: [...lastOf(files).values()].map((file) => ({ id: newId(), instanceId: seen.instanceId, ...file })),
    firstOnly: ['id', 'postId'],
  })
}

const lastOf = <R extends { remoteId: string }>(rows: readonly R[]): Map<string, R> =>
  new Map(rows.map((row) => [row.remoteId, row]))
