import { z } from 'zod'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import { clocksOf } from '@/lib/features/deadlines/queries'
import { papersOf } from '@/lib/features/papers/queries'
import { CALENDAR_IDS } from '@/lib/platform/calendar/nationwide'
import { type Actor, can } from '@/lib/platform/access/access'
import type { Db } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery } from '@/lib/platform/queries/define'
import { HAND_KINDS, type HandKind, type HandList, type HandView, OUTCOMES, type Outcome } from './schema'
import { CHANNELS } from '@/lib/features/papers/schema'

const MOST = 200

/** Cases that were opened by hand, the open ones first. */
export const list = defineQuery({
  name: 'byhand.list',
  permission: 'report.read',
  input: z.object({ state: z.enum(['open', 'closed']).default('open') }),
  async run({ db, actor, now }, { state }): Promise<HandList> {
    const rows = await db.case.findMany({
      where: { AND: [visibleAndOrdinary(actor), { hand: { isNot: null }, state }] },
      include: {
        hand: true,
        owner: { select: { acct: true } },
        clocks: {
          select: {
            marks: {
              where: { isOpen: true, direction: { in: ['actBy', 'notAfter', 'target'] } },
              select: { at: true },
            },
          },
        },
      },
      orderBy: { number: 'desc' },
      take: MOST + 1,
    })
    return {
      rows: rows.slice(0, MOST).flatMap((row) => {
        if (!row.hand) return []
        const next = row.clocks.flatMap(({ marks }) => marks.map(({ at }) => at.toISOString())).toSorted()[0] ?? null
        return [
          {
            caseId: row.id,
            number: row.number,
            kind: kindOf(row.kind),
            title: row.hand.title,
            sender: row.hand.sender,
            receivedAt: row.hand.receivedAt.toISOString(),
            state: row.state === 'closed' ? ('closed' as const) : ('open' as const),
            owner: row.owner?.acct ?? null,
            outcome: outcomeOf(row.hand.outcome),
            nextAt: next,
          },
        ]
      }),
      isCut: rows.length > MOST,
      mayOpen: can(actor, 'case.work'),
      now: now.toISOString(),
    }
  },
})

/** What the form for a case by hand needs to know. */
export const form = defineQuery({
  name: 'byhand.form',
  permission: 'case.work',
  input: z.object({}),
  async run({ db, actor, now }) {
    if (actor.kind !== 'person') throw new AppError('signIn.needed')
    const own = await db.personClock.findUnique({ where: { personId: actor.id } })
    return { zone: own?.zone ?? 'UTC', calendars: CALENDAR_IDS, now: now.toISOString() }
  },
})

export const one = defineQuery({
  name: 'byhand.case',
  permission: 'report.read',
  input: z.object({ caseId: z.uuid() }),
  async run({ db, actor, now, remember }, { caseId }): Promise<HandView> {
    if (actor.kind !== 'person') throw new AppError('signIn.needed')
    const row = await db.case.findFirst({
      where: { AND: [{ id: caseId }, visibleAndOrdinary(actor)] },
      include: {
        hand: true,
        owner: { select: { acct: true } },
        tasks: { orderBy: { id: 'asc' } },
        notes: { include: { person: true }, orderBy: { at: 'asc' } },
      },
    })
    if (!row?.hand) throw new AppError('notFound')
    await remember({ caseId, subjectIds: row.subjectId ? [row.subjectId] : [] })
    const { instanceId, subjectId } = row
    const account = subjectId
      ? await db.account.findUnique({ where: { instanceId_remoteId: { instanceId, remoteId: subjectId } } })
      : null
    const ids = [row.hand.recordedById ?? [], ...row.tasks.map((task) => task.doneById ?? [])].flat()
    const people = await db.person.findMany({ where: { id: { in: ids } }, select: { id: true, acct: true } })
    const acctOf = (id: string | null) => people.find((person) => person.id === id)?.acct ?? null
    const own = await db.personClock.findUnique({ where: { personId: actor.id } })
    return {
      caseId: row.id,
      number: row.number,
      version: row.version,
      kind: kindOf(row.kind),
      title: row.hand.title,
      sender: row.hand.sender,
      receivedAt: row.hand.receivedAt.toISOString(),
      state: row.state === 'closed' ? 'closed' : 'open',
      owner: row.owner?.acct ?? null,
      isYours: row.ownerId === actor.id,
      handle: subjectId ? `@${account?.acct ?? subjectId}` : null,
      channel: CHANNELS.find((known) => known === row.hand?.channel) ?? 'other',
      recordedAt: row.hand.recordedAt.toISOString(),
      recordedBy: acctOf(row.hand.recordedById) ?? '',
      outcome: outcomeOf(row.hand.outcome),
      outcomeText: row.hand.outcomeText,
      beside: await besideOf(db, actor, row.hand.besideId),
      tasks: row.tasks.map(({ id, text, doneAt, doneById }) => ({
        id,
        text,
        doneAt: doneAt?.toISOString() ?? null,
        doneBy: acctOf(doneById),
      })),
      clocks: await clocksOf(db, row),
      papers: await papersOf(db, row.id),
      notes: row.notes.map((note) => ({
        id: note.id,
        by: note.person.acct,
        text: note.text,
        at: note.at.toISOString(),
        isYours: note.personId === actor.id,
        mentions: note.mentions,
      })),
      mayWork: can(actor, 'case.work'),
      hasRoom: can(actor, 'room.read'),
      mayExport: can(actor, 'case.export'),
      calendars: CALENDAR_IDS,
      zone: own?.zone ?? 'UTC',
      now: now.toISOString(),
    }
  },
})

async function besideOf(db: Db, actor: Actor, id: string | null): Promise<HandView['beside']> {
  if (!id || !can(actor, 'notice.read')) return null
  const row = await db.case.findFirst({ where: { AND: [{ id }, visibleAndOrdinary(actor)] }, select: { number: true } })
  return row ? { caseId: id, number: row.number } : null
}

const kindOf = (kind: string): HandKind => HAND_KINDS.find((known) => known === kind) ?? 'other'
const outcomeOf = (text: string | null): Outcome | null => OUTCOMES.find((known) => known === text) ?? null
