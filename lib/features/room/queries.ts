import { z } from 'zod'
import { handFileOf } from '@/lib/features/byhand/readings'
import { isConfined, visibleAndOrdinary } from '@/lib/features/cases/model'
import { clocksOf } from '@/lib/features/deadlines/queries'
import { evidenceOf } from '@/lib/features/evidence/queries'
import { noticeFileOf } from '@/lib/features/notices/readings'
import { papersOf } from '@/lib/features/papers/queries'
import { postViewsOf } from '@/lib/features/posts/queries'
import { briefOf } from '@/lib/features/reports/model'
import { reportsOf, SAME_READING_MS } from '@/lib/features/reports/queries'
import { rolesOf } from '@/lib/features/staff/model'
import { can, isHolder } from '@/lib/platform/access/access'
import type { Db, Tx } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery, type QueryContext } from '@/lib/platform/queries/define'
import type { LogLine, RoomCase, RoomRow, SharedWith } from './schema'

/** The cases of the room: those shared with whoever looks; for those who may share, every one that somebody was shown. */
export const list = defineQuery({
  name: 'room.list',
  permission: 'room.read',
  input: z.object({}),
  async run({ db, actor, now }) {
    if (!isHolder(actor)) throw new AppError('signIn.needed')
    const named = isConfined(actor)
      ? {}
      : { OR: [{ shares: { some: { takenBackAt: null } } }, { comments: { some: {} } }] }
    const cases = await db.case.findMany({
      where: { AND: [visibleAndOrdinary(actor), named] },
      include: {
        shares: { where: { takenBackAt: null }, include: { person: true }, orderBy: { sharedAt: 'asc' } },
        hand: { select: { title: true } },
        notice: { select: { principal: true, senderName: true } },
      },
      orderBy: { number: 'asc' },
      take: MOST_ROWS,
    })
    const accounts = await db.account.findMany({
      where: { instanceId: actor.instanceId, remoteId: { in: cases.flatMap((row) => row.subjectId ?? []) } },
    })
    const mayShare = can(actor, 'case.share')
    const rows: RoomRow[] = cases.map((row) => ({
      caseId: row.id,
      number: row.number,
      kind: row.kind,
      state: row.state === 'open' ? 'open' : 'closed',
      title: titleOf(row),
      person: row.subjectId
        ? briefOf(
            accounts.find((one) => one.remoteId === row.subjectId),
            row.subjectId,
          )
        : null,
      openedAt: row.openedAt.toISOString(),
      sharedAt: row.shares.find((one) => one.personId === actor.id)?.sharedAt.toISOString() ?? null,
      sharedWith: mayShare ? row.shares.map((one) => one.person.acct) : null,
    }))
    return { rows, mayShare, now: now.toISOString() }
  },
})
const MOST_ROWS = 500

interface Titled {
  hand: { title: string } | null
  notice: { principal: string; senderName: string } | null
}
/** What a case is called that no report opened. */
const titleOf = ({ hand, notice }: Titled): string | null =>
  hand?.title ?? (notice && (notice.principal || notice.senderName))

/** A case as counsel and auditors read it: what was reported, what was done, what was noted, and the case's own log. No acts. */
export const one = defineQuery({
  name: 'room.case',
  permission: 'room.read',
  input: z.object({ caseId: z.uuid() }),
  async run(context, { caseId }): Promise<RoomCase> {
    const { db, actor, now } = context
    const row = await db.case.findFirst({
      where: { AND: [{ id: caseId }, visibleAndOrdinary(actor)] },
      include: {
        notes: { include: { person: true }, orderBy: { at: 'asc' } },
        acts: { include: { person: true }, orderBy: [{ askedAt: 'asc' }, { id: 'asc' }] },
      },
    })
    if (!row) throw new AppError('notFound')
    const { subjectId } = row
    await recordReading(context, { caseId: row.id, subjectIds: subjectId ? [subjectId] : [] })
    const { origin } = await db.instance.findUniqueOrThrow({ where: { id: row.instanceId } })
    const [account, hand, notice, reports, log, sharing] = await Promise.all([
      subjectId
        ? db.account.findUnique({
            where: { instanceId_remoteId: { instanceId: row.instanceId, remoteId: subjectId } },
          })
        : null,
      handFileOf(db, row),
      noticeFileOf(db, row),
      reportsOf(db, row.id, origin),
      logOf(db, row.id),
      can(actor, 'case.share') ? sharingOf(db, row, now) : null,
    ])
    const posts = await postViewsOf(db, row)
    return {
      id: row.id,
      number: row.number,
      kind: row.kind,
      title: hand?.hand.title ?? (notice && (notice.notice.principal || notice.notice.sender)),
      state: row.state === 'open' ? 'open' : 'closed',
      openedAt: row.openedAt.toISOString(),
      closedAt: row.closedAt?.toISOString() ?? null,
      person: subjectId
        ? {
            ...briefOf(account ?? undefined, subjectId),
            joinedAt: account?.createdAt?.toISOString() ?? null,
            seenAt: account?.seenAt.toISOString() ?? null,
          }
        : null,
      hand: hand?.hand ?? null,
      notice: notice?.notice ?? null,
      clocks: await clocksOf(db, row),
      papers: await papersOf(db, row.id),
      maySavePapers: can(actor, 'paper.read'),
      reports: reports.map(({ url: _url, ...report }) => report),
      posts,
      evidence: await evidenceOf(db, row.id),
      acts: row.acts.map((act) => ({
        kind: act.kind,
        by: act.person.acct,
        at: act.askedAt.toISOString(),
        state: act.state,
        message: act.message,
      })),
      notes: row.notes.map((note) => ({
        id: note.id,
        by: note.person.acct,
        text: note.text,
        at: note.at.toISOString(),
      })),
      log,
      counsel: { mayRead: can(actor, 'counsel.read'), mayWrite: can(actor, 'counsel.write') },
      mayExport: can(actor, 'case.export'),
      sharing,
      now: now.toISOString(),
    }
  },
})

/** One row for each time somebody opens a case; the page that refreshes itself is still the same reading. */
export async function recordReading(
  { db, actor, now, remember }: QueryContext,
  { caseId, subjectIds = [] }: { caseId: string; subjectIds?: string[] },
): Promise<void> {
  if (!isHolder(actor)) throw new AppError('signIn.needed')
  const key = { personId: actor.id, caseId }
  const before = await db.caseReading.findUnique({ where: { personId_caseId: key } })
  if (before && now.getTime() - before.at.getTime() < SAME_READING_MS) return
  await remember({ caseId, subjectIds })
  await db.caseReading.upsert({ where: { personId_caseId: key }, create: { ...key, at: now }, update: { at: now } })
}

/** The rows of the case alone, by their own number: nothing of them tells of another case. */
async function logOf(db: Db, caseId: string): Promise<LogLine[]> {
  const links = await db.auditLink.findMany({
    where: { row: { caseId } },
    include: { row: true },
    orderBy: { seq: 'desc' },
    take: MOST_ROWS,
  })
  return links.map(({ caseSeq, hash, row }) => ({
    seq: (caseSeq ?? 0n).toString(),
    at: row.at.toISOString(),
    by: row.actor,
    command: row.command,
    outcome: row.outcome,
    hash: Buffer.from(hash).toString('hex').slice(0, 16),
  }))
}

interface Shown {
  id: string
  instanceId: string
  partyIds: string[]
}

/** Those confined to named cases: with whom this one is shared, and with whom it could be. */
async function sharingOf(db: Db, row: Shown, now: Date): Promise<SharedWith[]> {
  const people = await db.person.findMany({
    where: { instanceId: row.instanceId },
    include: { guest: true, shares: { where: { caseId: row.id, takenBackAt: null } } },
    orderBy: { acct: 'asc' },
  })
  return people
    .filter((person) => isConfinable(person, row, now) || person.shares.length > 0)
    .map(({ id, acct, guest, shares }) => ({
      personId: id,
      name: acct,
      role: guest?.role ?? 'lawyer',
      isGuest: guest !== null,
      endsAt: guest?.endsAt.toISOString() ?? null,
      sharedAt: shares[0]?.sharedAt.toISOString() ?? null,
    }))
}

interface Confinable {
  remoteId: string
  roles: string[]
  permissions: string
  guest: { takenBackAt: Date | null; endsAt: Date } | null
}

/** A guest who is not over, or a lawyer of the team; nobody whom the case is about or from. */
function isConfinable({ guest, ...person }: Confinable, row: Shown, now: Date): boolean {
  if (guest) return guest.takenBackAt === null && guest.endsAt > now
  return rolesOf(person).includes('lawyer') && !row.partyIds.includes(person.remoteId)
}

export async function mayBeShownTo(tx: Tx, row: Shown, personId: string, now: Date): Promise<boolean> {
  const person = await tx.person.findFirst({
    where: { id: personId, instanceId: row.instanceId },
    include: { guest: true },
  })
  return person !== null && isConfinable(person, row, now)
}
