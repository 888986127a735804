import { z } from 'zod'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import { visibleAndOrdinarySql } from '@/lib/features/cases/statements'
import type { Direction } from '@/lib/features/deadlines/schema'
import { isSettled } from '@/lib/features/notices/model'
import { counterStateOf, itemStateOf, noticeOf, type NoticeRow, untoldOf } from '@/lib/features/notices/queries'
import { NOTICE_STATES } from '@/lib/features/notices/schema'
import { isCounterOpen } from '@/lib/features/notices/model'
import { type Actor, can } from '@/lib/platform/access/access'
import { type Db, sql } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery } from '@/lib/platform/queries/define'
import { type Facts, tabOf } from './model'
import { viewOf } from './readings'
import { type DmcaList, type DmcaRow, type DmcaView, TABS, type Tab } from './schema'

const MOST = 200
/** So many open cases are sorted by what they need; closed ones are only listed. */
const MOST_OPEN = 2000

/** The notices, by what they need. */
export const list = defineQuery({
  name: 'dmca.list',
  permission: 'notice.read',
  input: z.object({ tab: z.enum(TABS).default('judge') }),
  async run({ db, actor, now }, { tab }): Promise<DmcaList> {
    const mine = visibleAndOrdinary(actor)
    const where = { AND: [mine, { kind: 'copyright', notice: { isNot: null } }] }
    const open = await db.case.findMany({
      where: { ...where, state: 'open' },
      include: INCLUDED,
      orderBy: { number: 'desc' },
      take: MOST_OPEN,
    })
    const closed =
      tab === 'closed'
        ? await db.case.findMany({
            where: { ...where, state: 'closed' },
            include: INCLUDED,
            orderBy: { number: 'desc' },
            take: MOST + 1,
          })
        : []
    const papers = await waitingPapers(
      db,
      open.map((row) => row.id),
    )
    const tabs = new Map(
      open.map((row) => [row.id, row.notice ? tabOf(factsForTab(row, row.notice, papers)) : ('judge' as const)]),
    )
    const count = (name: Tab) => [...tabs.values()].filter((one) => one === name).length
    const counts = Object.fromEntries(TABS.map((name) => [name, count(name)])) as Record<Tab, number>
    counts.closed = await db.case.count({ where: { ...where, state: 'closed' } })
    const chosen = tab === 'closed' ? closed : open.filter((row) => tabs.get(row.id) === tab)
    const rows = await rowsOf(db, chosen)
    return {
      tab,
      counts,
      rows: rows.toSorted(byNext).slice(0, MOST),
      isCut: chosen.length > MOST,
      may: { work: can(actor, 'notice.work') },
      now: now.toISOString(),
    }
  },
})

const INCLUDED = {
  notice: { include: { elements: true, works: true, items: true, subscribers: true, counters: true } },
  owner: { select: { acct: true } },
  letters: { select: { template: true, accountId: true, at: true } },
  clocks: { select: { name: true, zone: true, marks: { where: { isOpen: true }, orderBy: { at: 'asc' } } } },
} as const

type CaseRow = Awaited<ReturnType<typeof casesLike>>[number]
const casesLike = (db: Db) => db.case.findMany({ include: INCLUDED })

const byNext = (a: DmcaRow, b: DmcaRow): number => (a.next?.at ?? '9').localeCompare(b.next?.at ?? '9')

async function waitingPapers(db: Pick<Db, 'courtPaper'>, caseIds: readonly string[]): Promise<Set<string>> {
  const where = { caseId: { in: [...caseIds] }, state: 'waiting', counterId: { not: null } }
  const rows = await db.courtPaper.findMany({ where, select: { caseId: true } })
  return new Set(rows.map((row) => row.caseId))
}

interface Around {
  id: string
  state: string
  letters: Facts['letters']
}

/** What decides what a case needs. */
export function factsForTab(row: Around, notice: NoticeRow, papers: ReadonlySet<string>): Facts {
  return {
    state: NOTICE_STATES.find((known) => known === notice.state) ?? 'received',
    isAsked: notice.askedAt !== null,
    isClosed: row.state === 'closed',
    items: notice.items.map(({ state, accountId, isLocal }) => ({ state: itemStateOf(state), accountId, isLocal })),
    untold: untoldOf(notice),
    counters: notice.counters.map(({ state, accountId, receivedAt, askedAt, approvedAt }) => ({
      state: counterStateOf(state),
      accountId,
      receivedAt,
      isAsked: state === 'forwarded' && askedAt !== null && approvedAt === null,
    })),
    isPaperWaiting: papers.has(row.id),
    letters: row.letters,
  }
}

async function rowsOf(db: Db, cases: readonly CaseRow[]): Promise<DmcaRow[]> {
  const ids = cases.flatMap((row) => row.notice?.items.flatMap((item) => item.accountId ?? []) ?? [])
  const accounts = await db.account.findMany({
    where: { instanceId: cases[0]?.instanceId ?? NOWHERE, remoteId: { in: [...new Set(ids)] } },
    select: { remoteId: true, acct: true },
  })
  const handleOf = (id: string) => `@${accounts.find((one) => one.remoteId === id)?.acct ?? id}`
  return cases.flatMap((row) => {
    const { notice } = row
    if (!notice) return []
    const marks = row.clocks.flatMap(({ name, zone, marks: its }) =>
      its.map((mark) => ({ ...mark, clock: name, zone })),
    )
    const [next] = marks.toSorted((a, b) => a.at.getTime() - b.at.getTime())
    const counters = notice.counters.map((one) => counterStateOf(one.state)).filter(isCounterOpen)
    return [
      {
        caseId: row.id,
        number: row.number,
        sender: notice.senderName || notice.email,
        principal: notice.principal,
        handles: [...new Set(notice.items.flatMap((item) => (item.accountId ? [handleOf(item.accountId)] : [])))],
        state: NOTICE_STATES.find((known) => known === notice.state) ?? 'received',
        counter: counters.at(-1) ?? null,
        isConfirmed: notice.isConfirmed,
        items: notice.items.length,
        settled: notice.items.filter((item) => isSettled(itemStateOf(item.state))).length,
        receivedAt: notice.receivedAt.toISOString(),
        next: next
          ? {
              at: next.at.toISOString(),
              // Written by our own commands from the same union.
              direction: next.direction as Direction,
              clock: next.clock,
              mark: next.name,
              zone: next.zone,
              day: next.day,
            }
          : null,
        owner: row.owner?.acct ?? null,
      },
    ]
  })
}
const NOWHERE = '00000000-0000-0000-0000-000000000000'

/** Cases of the desk that wait for somebody here, as a statement: for the number beside its room. */
export function dmcaSql(actor: Actor) {
  return sql`(SELECT count(*)::int FROM "case" c JOIN notice n ON n.case_id = c.id
    WHERE ${can(actor, 'notice.read')} AND c.kind = 'copyright' AND c.state = 'open' AND ${visibleAndOrdinarySql(actor)}
      AND (n.state = 'received'
        OR (n.state = 'valid' AND EXISTS (SELECT FROM notice_item i WHERE i.case_id = c.id AND i.state IN ('waiting', 'found', 'remote')))
        OR EXISTS (SELECT FROM counter_notice r WHERE r.case_id = c.id AND (r.state IN ('received', 'valid')
          OR (r.state = 'forwarded' AND r.approved_at IS NULL)))
        OR EXISTS (SELECT FROM court_paper p WHERE p.case_id = c.id AND p.state = 'waiting' AND p.counter_id IS NOT NULL)))`
}

export const one = defineQuery({
  name: 'dmca.case',
  permission: 'notice.read',
  input: z.object({ caseId: z.uuid() }),
  async run({ db, actor, now, remember }, { caseId }): Promise<DmcaView> {
    if (actor.kind !== 'person') throw new AppError('signIn.needed')
    const row = await db.case.findFirst({
      where: { AND: [{ id: caseId }, visibleAndOrdinary(actor)] },
      include: {
        owner: { select: { acct: true } },
        notes: { include: { person: true }, orderBy: { at: 'asc' } },
        letters: { select: { template: true, accountId: true, at: true } },
      },
    })
    const notice = row ? await noticeOf(db, caseId) : null
    if (!row || !notice) throw new AppError('notFound')
    await remember({ caseId, subjectIds: row.subjectId ? [row.subjectId] : [] })
    const papers = await waitingPapers(db, [caseId])
    return viewOf({ db, actor, now }, { row, notice, facts: factsForTab(row, notice, papers) })
  },
})

/** On which desk a case stands, where a link does not know. */
export const place = defineQuery({
  name: 'dmca.place',
  permission: 'report.read',
  input: z.object({ caseId: z.uuid() }),
  async run({ db, actor }, { caseId }) {
    const row = await db.case.findFirst({
      where: { AND: [{ id: caseId }, visibleAndOrdinary(actor)] },
      select: { notice: { select: { caseId: true } }, hand: { select: { caseId: true } } },
    })
    return { isNotice: can(actor, 'notice.read') && row?.notice != null, isHand: row?.hand != null }
  },
})
