import type { CaseFile, PersonOfCase } from '@/lib/features/casefile/schema'
import type { Db } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { paperFilesOf, papersOf } from '@/lib/features/papers/queries'
import { withoutStopped } from '@/lib/features/cases/queries'
import { isWeb, leftOutOf } from './model'
import { noticeOf, type NoticeRow } from './queries'

interface Told {
  notice: NonNullable<CaseFile['notice']>
  /** Whoever is named and has no account here: to be withheld like others. */
  people: PersonOfCase[]
  authorId: string | null
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null

/** The notice of a case as its bundle tells it; null where it has none. Addresses and telephones of people are in no bundle. */
export async function noticeFileOf(
  db: Pick<Db, 'notice' | 'courtPaper' | 'paper' | 'person' | 'letter' | 'account'>,
  { id: caseId, instanceId }: { id: string; instanceId: string },
): Promise<Told | null> {
  const notice = await noticeOf(db, caseId)
  if (!notice) return null
  const courtPapers = await db.courtPaper.findMany({ where: { caseId }, orderBy: { recordedAt: 'asc' } })
  const letters = await db.letter.findMany({ where: { caseId }, orderBy: [{ at: 'asc' }, { id: 'asc' }] })
  const others = [
    ['sender', notice.senderName],
    ['principal', notice.principal],
    ...notice.counters.map((counter) => [`counter ${counter.id}`, counter.name] as const),
  ] as const
  return {
    authorId: notice.items.find((item) => item.isLocal && item.accountId)?.accountId ?? null,
    people: [
      ...others.flatMap(([id, name]) => (name ? [{ id, name, handle: '', url: '', part: 'other' as const }] : [])),
      ...(await answeringOf(db, instanceId, notice)),
    ],
    notice: {
      state: notice.state,
      receivedAt: notice.receivedAt.toISOString(),
      channel: notice.channel,
      sender: notice.senderName,
      principal: notice.principal,
      reason: notice.reason,
      works: notice.works.map((work) => work.text),
      elements: notice.elements.map(({ element, standing, quote }) => ({ element, standing, quote })),
      items: notice.items.map(({ number, url, state, lever, why, fairUse, disabledAt, restoredAt }) => ({
        number,
        url,
        state,
        lever,
        why,
        fairUse,
        disabledAt: iso(disabledAt),
        restoredAt: iso(restoredAt),
      })),
      counters: notice.counters.map(({ accountId, state, receivedAt, forwardedAt, restoredAt, docket }) => ({
        by: accountId,
        state,
        receivedAt: receivedAt.toISOString(),
        forwardedAt: iso(forwardedAt),
        restoredAt: iso(restoredAt),
        docket,
      })),
      courtPapers: courtPapers.map(({ sort, docket, receivedAt, state, reason }) => ({
        sort,
        docket,
        receivedAt: receivedAt.toISOString(),
        state,
        reason,
      })),
      letters: letters.map(({ template, version, recipient, party, channel, subject, state, at, settledAt }) => ({
        template,
        version,
        to: recipient,
        party,
        channel,
        subject,
        state,
        at: at.toISOString(),
        settledAt: iso(settledAt),
      })),
      papers: paperFilesOf(await papersOf(db, caseId)),
    },
  }
}

/** Whoever answered a notice, by more than the number of their account. */
async function answeringOf(db: Pick<Db, 'account'>, instanceId: string, notice: NoticeRow): Promise<PersonOfCase[]> {
  const rows = await db.account.findMany({
    where: { instanceId, remoteId: { in: notice.counters.map(({ accountId }) => accountId) } },
    select: { remoteId: true, acct: true, displayName: true, url: true },
  })
  return rows.map(({ remoteId, acct, displayName, url }) => ({
    id: remoteId,
    handle: `@${acct}`,
    name: displayName,
    url: url ?? '',
    part: 'other' as const,
  }))
}

/** Addresses and telephones of whoever sent the notice and of whoever answered it, line by line. */
export async function contactsIn(db: Pick<Db, 'notice'>, caseId: string): Promise<string[]> {
  const notice = await noticeOf(db, caseId)
  if (!notice) return []
  const { email, phone, address, counters } = notice
  const all = [email, phone, address, ...counters.flatMap((counter) => [counter.phone, counter.address])]
  return all.flatMap((text) => text.split('\n')).flatMap((line) => line.trim() || [])
}

/**
 * Addresses that are published nowhere, whichever notice names them: what somebody asked to be taken down as an intimate image, or
 * was seen to be one, or stands in a stopped case.
 */
export async function unfitFor(
  db: Pick<Db, 'case' | 'noticeItem' | 'evidence' | '$queryRaw'>,
  instanceId: string,
  items: readonly Addressed[],
) {
  const other = await db.case.findMany({ where: { instanceId, kind: { in: [...NEVER] } }, select: { id: true } })
  const ids = other.map(({ id }) => id)
  const asked = await db.noticeItem.findMany({
    where: { notice: { OR: [{ becameCaseId: { in: ids } }, { intimateCaseId: { not: null } }], case: { instanceId } } },
    select: { url: true, postUrl: true, postId: true, mediaUrls: true },
  })
  const seen = await db.evidence.findMany({
    where: { instanceId, state: 'intimate', postId: { not: null } },
    select: { postId: true },
  })
  const named = items.flatMap(({ postId }) => postId ?? [])
  const fit = new Set(await withoutStopped(db, { instanceId }, named))
  const urls = new Set(
    asked.flatMap(({ url, postUrl, mediaUrls }) => [url, ...(postUrl ? [postUrl] : []), ...mediaUrls]),
  )
  const posts = new Set([...asked, ...seen].flatMap(({ postId }) => postId ?? []))
  return ({ url, postUrl, postId, mediaUrls }: Addressed): boolean =>
    [url, postUrl ?? '', ...mediaUrls].some((one) => urls.has(one)) ||
    (postId !== null && (posts.has(postId) || !fit.has(postId)))
}
const NEVER = ['intimateImage', 'childSafety'] as const
type Addressed = Pick<NoticeRow['items'][number], 'url' | 'postUrl' | 'postId' | 'mediaUrls'>

/** The archive publishes what it is given: addresses of valid copyright notices, without what is shown to nobody. */
export async function publicItems<I extends Addressed>(
  db: Parameters<typeof unfitFor>[0],
  instanceId: string,
  notice: Parameters<typeof leftOutOf>[0] & { items: readonly I[] },
): Promise<I[]> {
  const isUnfit = await unfitFor(db, instanceId, notice.items)
  const items = notice.items.filter((item) => isWeb(item.url) && !isUnfit(item))
  if (leftOutOf(notice, true) || items.length === 0) throw new AppError('records.notForArchive')
  return items
}
