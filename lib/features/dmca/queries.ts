import { z } from 'zod'
import { captureJob, captureOptions } from '@/lib/features/captures/jobs'
import { unsealedOf } from '@/lib/features/captures/queries'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import {
  counterStateOf,
  itemStateOf,
  noticeOf,
  type NoticeRow,
  neverTold,
  unaskedOf,
  untoldOf,
} from '@/lib/features/notices/queries'
import { NOTICE_STATES } from '@/lib/features/notices/schema'
import { can } from '@/lib/platform/access/access'
import type { Db } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery } from '@/lib/platform/queries/define'
import type { Facts } from './model'
import { viewOf } from './readings'
import { type DmcaList, type DmcaView, TABS, type Tab } from './schema'
import { CURSOR, cursorOf, deskPage, PAGE } from './statements'

/** The notices by what they need, of each heading the one whose moment comes first. */
export const list = defineQuery({
  name: 'dmca.list',
  permission: 'notice.read',
  input: z.object({
    tab: z.enum(TABS).default('judge'),
    after: z.string().regex(CURSOR).nullable().default(null).catch(null),
  }),
  async run({ db, actor, now }, { tab, after }): Promise<DmcaList> {
    const { counts, rows } = await deskPage(db, actor, { tab, after })
    const shown = rows.slice(0, PAGE)
    const last = shown.at(-1)
    return {
      tab,
      counts: Object.fromEntries(TABS.map((name) => [name, counts[name] ?? 0])) as Record<Tab, number>,
      rows: shown,
      isFirst: after === null,
      more: last && rows.length > PAGE ? cursorOf(last) : null,
      may: { work: can(actor, 'notice.work') },
      now: now.toISOString(),
    }
  },
})

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
    hasKnowledge: notice.ownKnowledgeAt !== null,
    isClosed: row.state === 'closed',
    items: notice.items.map(({ state, accountId, isLocal }) => ({ state: itemStateOf(state), accountId, isLocal })),
    untold: [...new Set([...untoldOf(notice), ...unaskedOf(notice)])],
    counters: notice.counters.map(({ state, accountId, receivedAt, heldAt, askedAt, approvedAt }) => ({
      state: counterStateOf(state),
      accountId,
      receivedAt,
      heldAt: state === 'held' ? heldAt : null,
      isAsked: state === 'forwarded' && askedAt !== null && approvedAt === null,
    })),
    isPaperWaiting: papers.has(row.id),
    wasDown: notice.items.some((item) => item.disabledAt !== null),
    isTellingMissed: neverTold(notice).length > 0,
    letters: row.letters,
  }
}

export const one = defineQuery({
  name: 'dmca.case',
  permission: 'notice.read',
  input: z.object({ caseId: z.uuid() }),
  async run({ db, actor, now, remember, enqueue }, { caseId }): Promise<DmcaView> {
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
    // Before anybody decides about a post it is sealed; also of what nobody reported.
    if ((await unsealedOf(db, caseId)).length > 0)
      await enqueue(captureJob, { caseId, personId: actor.id }, captureOptions(caseId))
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
