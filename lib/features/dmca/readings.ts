import { isAloneOn } from '@/lib/features/alone/commands'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import { ELEMENTS } from '@/lib/features/copyright/schema'
import { clocksOf } from '@/lib/features/deadlines/queries'
import { edgeOf, looksOf } from '@/lib/features/edge/queries'
import { lettersOf } from '@/lib/features/letters/queries'
import {
  ITEM_STEPS,
  isStanding,
  itemBarrier,
  LEVERS,
  NOTICE_STEPS,
  noticeBarrier,
  purgeConflict,
  verdictOf,
} from '@/lib/features/notices/model'
import { counterStateOf, factsOf, itemStateOf, type NoticeRow } from '@/lib/features/notices/queries'
import { STANDINGS } from '@/lib/features/notices/schema'
import { papersOf } from '@/lib/features/papers/queries'
import { CHANNELS } from '@/lib/features/papers/schema'
import { suspendedFor } from '@/lib/features/putbacks/outcomes'
import { countersOf, courtPapersOf } from '@/lib/features/putbacks/queries'
import { removalsOf } from '@/lib/features/removals/queries'
import { timelineOf } from '@/lib/features/reports/timeline'
import { can, type PersonActor } from '@/lib/platform/access/access'
import { CALENDAR_IDS } from '@/lib/platform/calendar/nationwide'
import type { Db } from '@/lib/platform/db/client'
import { type Facts, lastOf, lettersDue, stepsOf } from './model'
import type { CounterView, DmcaView, ItemView } from './schema'

interface Look {
  db: Db
  actor: PersonActor
  now: Date
}
interface CaseRow {
  id: string
  number: number
  version: number
  instanceId: string
  subjectId: string | null
  state: string
  ownerId: string | null
  owner: { acct: string } | null
  notes: { id: string; personId: string; person: { acct: string }; text: string; at: Date; mentions: string[] }[]
}
interface Found {
  row: CaseRow
  notice: NoticeRow
  facts: Facts
}

const text = (at: Date | null): string | null => at?.toISOString() ?? null

/** A notice as its page shows it. */
export async function viewOf(look: Look, found: Found): Promise<DmcaView> {
  const { db, actor, now } = look
  const { row, notice, facts } = found
  const names = await namesOf(db, found)
  const counters = await countersOf(look, { row, notice }, names)
  const noticeFacts = factsOf(notice)
  const others = await othersOf(db, notice)
  const own = await db.personClock.findUnique({ where: { personId: actor.id } })
  const standing = notice.counters.filter((one) => isStanding(counterStateOf(one.state)))
  const downs = notice.items.flatMap((item) => item.disabledAt ?? [])
  const opensAt = counters.find((one) => one.window)?.window?.opensAt
  return {
    caseId: row.id,
    number: row.number,
    version: row.version,
    isOpen: row.state === 'open',
    owner: row.owner?.acct ?? null,
    isYours: row.ownerId === actor.id,
    state: noticeFacts.state,
    verdict: verdictOf(noticeFacts.standings),
    receivedAt: notice.receivedAt.toISOString(),
    recordedAt: notice.recordedAt.toISOString(),
    recordedBy: notice.recordedById ? names.person(notice.recordedById) : null,
    channel: CHANNELS.find((known) => known === notice.channel) ?? 'other',
    agentZone: notice.zone,
    isConfirmed: notice.isConfirmed,
    language: notice.language,
    sender: {
      name: notice.senderName,
      principal: notice.principal,
      email: notice.email,
      phone: notice.phone,
      address: notice.address,
    },
    reason: notice.reason,
    askedAt: text(notice.askedAt),
    ownKnowledge: notice.ownKnowledge,
    ownKnowledgeAt: text(notice.ownKnowledgeAt),
    knowledgeDone: notice.knowledgeDone,
    isMisrepresented: notice.isMisrepresented,
    misrepresentation: notice.misrepresentation,
    duplicateOf: others(notice.duplicateOfId),
    became: others(notice.becameCaseId),
    intimate: others(notice.intimateCaseId),
    besides: await besidesOf(look, notice),
    elements: ELEMENTS.map((element) => {
      const its = notice.elements.find((one) => one.element === element)
      const standing = STANDINGS.find((known) => known === its?.standing) ?? 'notFound'
      return { element, standing, quote: its?.quote ?? '', by: its?.judgedById ? names.person(its.judgedById) : null }
    }),
    works: notice.works.map((work) => ({ number: work.number, text: work.text })),
    items: await itemsOf(look, found, names),
    looks: await looksOf(db, row.instanceId, now),
    subscribers: subscribersOf(notice).map((accountId) => ({
      accountId,
      handle: names.handle(accountId),
      toldAt: text(notice.subscribers.find((one) => one.accountId === accountId)?.toldAt ?? null),
    })),
    counters,
    courtPapers: await courtPapersOf(look, row.id, names),
    steps: stepsOf(facts, {
      decidedAt: notice.decidedAt,
      downAt: downs.toSorted((a, b) => b.getTime() - a.getTime())[0] ?? null,
      toldAt: notice.subscribers.flatMap((one) => one.toldAt ?? [])[0] ?? null,
      forwardedAt: lastOf(standing.map((one) => one.forwardedAt)),
      opensAt: opensAt ? new Date(opensAt) : null,
      restoredAt: lastOf(standing.map((one) => one.restoredAt)),
    }),
    clocks: await clocksOf(db, row),
    papers: await papersOf(db, row.id),
    letters: await lettersOf(db, row.id),
    due: lettersDue(facts).map((due) => ({
      ...due,
      handle: due.accountId ? names.handle(due.accountId) : null,
    })),
    barriers: Object.fromEntries(
      NOTICE_STEPS.map((step) => [step, noticeBarrier(step, noticeFacts)]),
    ) as DmcaView['barriers'],
    suspended: notice.state === 'retracted' ? await stillSuspended(db, found, names) : [],
    purges: await purgesOf(db, found, names, counters),
    timeline: await timelineOf(db, row.id),
    notes: row.notes.map((note) => ({
      id: note.id,
      by: note.person.acct,
      text: note.text,
      at: note.at.toISOString(),
      isYours: note.personId === actor.id,
      mentions: note.mentions,
    })),
    desk: { isAlone: await isAloneOn(db, row.instanceId, now) },
    may: {
      work: can(actor, 'notice.work'),
      decide: can(actor, 'notice.decide'),
      act: can(actor, 'report.act'),
      export: can(actor, 'case.export'),
      room: can(actor, 'room.read'),
    },
    calendars: CALENDAR_IDS,
    zone: own?.zone ?? 'UTC',
    now: now.toISOString(),
  }
}

const subscribersOf = (notice: NoticeRow): string[] => [
  ...new Set([
    ...notice.items.flatMap((item) => (item.isLocal && item.accountId ? [item.accountId] : [])),
    ...notice.subscribers.map((one) => one.accountId),
  ]),
]

interface Names {
  handle: (accountId: string) => string
  person: (id: string) => string
}

async function namesOf(db: Db, { row, notice }: Found): Promise<Names> {
  const ids = [
    ...notice.items.flatMap((item) => item.accountId ?? []),
    ...notice.counters.map((one) => one.accountId),
    ...subscribersOf(notice),
  ]
  const [accounts, people] = await Promise.all([
    db.account.findMany({
      where: { instanceId: row.instanceId, remoteId: { in: [...new Set(ids)] } },
      select: { remoteId: true, acct: true },
    }),
    db.person.findMany({ where: { instanceId: row.instanceId }, select: { id: true, acct: true } }),
  ])
  return {
    handle: (id) => `@${accounts.find((one) => one.remoteId === id)?.acct ?? id}`,
    person: (id) => people.find((one) => one.id === id)?.acct ?? '',
  }
}

async function othersOf(db: Db, notice: NoticeRow) {
  const ids = [notice.duplicateOfId, notice.becameCaseId, notice.intimateCaseId].flatMap((id) => id ?? [])
  const rows = await db.case.findMany({ where: { id: { in: ids } }, select: { id: true, number: true, kind: true } })
  return (id: string | null) => {
    const found = rows.find((one) => one.id === id)
    return found ? { caseId: found.id, number: found.number, kind: found.kind } : null
  }
}

/** Cases about it that this person may see. */
async function besidesOf({ db, actor }: Look, { caseId, becameCaseId, intimateCaseId }: NoticeRow) {
  const known = [becameCaseId, intimateCaseId].flatMap((id) => id ?? [])
  const rows = await db.case.findMany({
    where: { AND: [visibleAndOrdinary(actor), { hand: { besideId: caseId }, id: { notIn: known } }] },
    select: { id: true, number: true, kind: true },
    orderBy: { number: 'asc' },
  })
  return rows.map(({ id, number, kind }) => ({ caseId: id, number, kind }))
}

async function itemsOf({ db, now }: Look, { row, notice }: Found, names: Names): Promise<ItemView[]> {
  const instance = await db.instance.findUniqueOrThrow({ where: { id: row.instanceId }, select: { origin: true } })
  const edges = await edgeOf(db, row, now)
  const removals = await removalsOf(db, row, instance.origin)
  const { state: noticeState, hasKnowledge } = factsOf(notice)
  const firsts = firstsOf(notice.items)
  return notice.items.map((item) => {
    const state = itemStateOf(item.state)
    return {
      id: item.id,
      number: item.number,
      url: item.url,
      kind: item.kind,
      state,
      handle: item.accountId ? names.handle(item.accountId) : null,
      isLocal: item.isLocal,
      accountId: item.accountId,
      postId: item.postId,
      work: notice.works.find((work) => work.id === item.workId)?.number ?? null,
      lever: LEVERS.find((known) => known === item.lever) ?? null,
      disabledAt: text(item.disabledAt),
      restoredAt: text(item.restoredAt),
      why: item.why,
      seenAt: text(item.seenAt),
      sameAs: firsts.get(targetOf(item)) === item.number ? null : (firsts.get(targetOf(item)) ?? null),
      fairUse: item.fairUse,
      edge: edges.find((one) => one.itemId === item.id) ?? null,
      removal: removals.find((one) => one.postId === item.postId) ?? null,
      may: ITEM_STEPS.filter((step) => itemBarrier(step, { state, notice: noticeState, hasKnowledge }) === null),
    }
  })
}

/** Whose suspension is left of a notice that was taken back, and whether somebody has asked to lift it. */
async function stillSuspended(db: Db, { row, notice }: Found, names: Names) {
  const ids = await suspendedFor({ tx: db }, notice)
  const asked = await db.act.findMany({
    where: { caseId: row.id, kind: 'unsuspend', state: { in: ['asked', 'sent'] }, targetId: { in: ids } },
    select: { targetId: true },
  })
  return ids.map((accountId) => ({
    accountId,
    handle: names.handle(accountId),
    isAsked: asked.some((act) => act.targetId === accountId),
  }))
}

type Target = Pick<Found['notice']['items'][number], 'number' | 'kind' | 'postId' | 'mediaUrls'>
/** What an address leads to: of a post, or one file of it. */
const targetOf = ({ kind, postId, mediaUrls }: Target): string =>
  kind === 'media' && mediaUrls.length > 0 ? `file ${mediaUrls.toSorted().join(' ')}` : postId ? `post ${postId}` : ''

/** One post may be named in eight ways; each is decided, and the first of them is named beside the others. */
function firstsOf(items: readonly Target[]): Map<string, number> {
  const firsts = new Map<string, number>()
  for (const item of items) if (targetOf(item) && !firsts.has(targetOf(item))) firsts.set(targetOf(item), item.number)
  return firsts
}

/** Accounts that were suspended for this notice, and when Mastodon destroys what they held. */
async function purgesOf(db: Db, { row, notice }: Found, names: Names, counters: readonly CounterView[]) {
  const ids = notice.items.flatMap((item) =>
    item.lever === 'accountAct' && item.state === 'disabled' ? (item.accountId ?? []) : [],
  )
  const acts = await db.act.findMany({
    where: { caseId: row.id, kind: 'suspend', state: 'confirmed', targetId: { in: ids } },
  })
  return acts.map((act) => {
    const opensAt = counters.find((one) => one.accountId === act.targetId && one.window)?.window?.opensAt
    const { purgeAt, isConflict } = purgeConflict(act.settledAt ?? act.askedAt, new Date(opensAt ?? 0))
    return { handle: names.handle(act.targetId), purgeAt: purgeAt.toISOString(), isConflict }
  })
}
