import { isPersonStopped } from '@/lib/features/cases/queries'
import { newId, type Tx } from '@/lib/platform/db/client'
import { JsonNull } from '@/lib/platform/db/client'
import type { AccountRow, MirrorRows, PostRow } from './parse'

/** The mirror's own door: cache rows of what Mastodon said, which hold no decision (DESIGN 1.2). Last word wins. */
export async function keepReport(tx: Tx, instanceId: string, rows: MirrorRows, seenAt: Date): Promise<void> {
  for (const account of rows.accounts) await keepAccount(tx, instanceId, account, seenAt)
  // A stopped case is not captured further: its posts and media stay as they were when the stop was pressed.
  const stopped = await isPersonStopped(tx, { instanceId, subjectId: rows.report.targetId })
  if (!stopped) for (const post of rows.posts) await keepPost(tx, instanceId, post, seenAt)
  const { remoteId, ...report } = rows.report
  await tx.report.upsert({
    where: { instanceId_remoteId: { instanceId, remoteId } },
    create: { instanceId, remoteId, ...report, seenAt },
    update: { ...report, ...(stopped ? { postIds: undefined } : {}), seenAt, goneAt: null },
  })
}

export async function keepAccount(tx: Tx, instanceId: string, account: AccountRow, seenAt: Date): Promise<void> {
  const { remoteId, ...rest } = account
  const where = { instanceId_remoteId: { instanceId, remoteId } }
  const before = await tx.account.findUnique({ where, select: { acct: true, formerAccts: true } })
  // Mastodon blanks the profile of a suspended person: the name that was seen before stays.
  const kept = rest.isSuspended && rest.displayName === '' ? { ...rest, displayName: undefined, note: undefined } : rest
  await tx.account.upsert({
    where,
    create: { instanceId, remoteId, ...rest, seenAt },
    update: { ...kept, ...formerOf(before, rest.acct), seenAt, goneAt: null },
  })
}

const FORMER_KEPT = 10

/** A handle that changed stays findable: old notes and mails name it. */
function formerOf(before: { acct: string; formerAccts: string[] } | null, acct: string) {
  if (!before || before.acct === acct) return {}
  const earlier = before.formerAccts.filter((one) => one !== acct && one !== before.acct)
  return { formerAccts: [...earlier, before.acct].slice(-FORMER_KEPT) }
}

export async function keepPost(tx: Tx, instanceId: string, post: PostRow, seenAt: Date): Promise<void> {
  const { remoteId, media, poll, quote, ...rest } = post
  const row = { ...rest, poll: poll ?? JsonNull, quote: quote ?? JsonNull, seenAt }
  await tx.post.upsert({
    where: { instanceId_remoteId: { instanceId, remoteId } },
    create: { instanceId, remoteId, ...row },
    update: row,
  })
  for (const { remoteId: mediaId, ...file } of media) {
    await tx.media.upsert({
      where: { instanceId_remoteId: { instanceId, remoteId: mediaId } },
      create: { id: newId(), instanceId, remoteId: mediaId, postId: remoteId, ...file },
      update: file,
    })
  }
}
