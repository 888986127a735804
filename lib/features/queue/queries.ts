import { isHarsh } from '@/lib/features/acts/model'
import { ACCOUNT_ACTS } from '@/lib/features/acts/schema'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import { rulesOf } from '@/lib/features/intake/queries'
import { syncOf } from '@/lib/features/mirror/queries'
import { type Actor } from '@/lib/platform/access/access'
import type { CaseWhere, Db, Prisma } from '@/lib/platform/db/client'
import { defineQuery } from '@/lib/platform/queries/define'
import { briefOf, cursorOf, LATE_AFTER_MS, marksOf, ownerOf, readCursor } from '@/lib/features/reports/model'
import { wantedIn, type Wanted } from '@/lib/features/wanted/queries'
import { type QueueFilter, queueFilter, type QueueRow, type QueueView } from '@/lib/features/reports/schema'

const PAGE_SIZE = 40

/** The queue: people with open reports, oldest first. Reads the mirror only, so it stays whole with Mastodon down. */
export const list = defineQuery({
  name: 'reports.list',
  permission: 'report.read',
  input: queueFilter,
  async run({ db, actor, now }, filter): Promise<QueueView> {
    // Before the rows: read after them it could claim an "as of", or an end of the reading, that the rows do not show yet.
    const sync = await syncOf(db, actor)
    const wanted = await wantedIn(db, actor, now)
    const base = stateWhere(actor, filter)
    const where: Prisma.ReportCaseWhereInput = {
      AND: [base, chosenWhere(actor, filter, now), WANTS_WHERE[filter.wants](wanted)],
    }
    const cursor = filter.after ? readCursor(filter.after) : null
    const after: Prisma.ReportCaseWhereInput = cursor
      ? { OR: [{ oldestAt: { gt: cursor.at } }, { oldestAt: cursor.at, caseId: { gt: cursor.caseId } }] }
      : {}
    const found = await db.reportCase.findMany({
      where: { AND: [where, after] },
      orderBy: [{ oldestAt: 'asc' }, { caseId: 'asc' }],
      take: PAGE_SIZE + 1,
      include: { case: { include: { owner: true, _count: { select: { notes: true } } } } },
    })
    const page = found.slice(0, PAGE_SIZE)
    const last = page.at(-1)
    const totals = await db.reportCase.aggregate({ where, _count: true, _sum: { openCount: true } })
    return {
      rows: await rowsFor(db, actor, page, { now, wanted }),
      people: totals._count,
      reports: totals._sum.openCount ?? 0,
      counts: { ...(await countsFor(db, actor, base, now)), ...(await wantedCounts(db, actor, wanted)) },
      filter,
      next: found.length > PAGE_SIZE && last ? cursorOf(last) : null,
      sync,
      now: now.toISOString(),
    }
  },
})

function stateWhere(actor: Actor, filter: QueueFilter): Prisma.ReportCaseWhereInput {
  const state = filter.wants === 'any' ? { state: filter.state } : {}
  return { case: { AND: [visibleAndOrdinary(actor), { kind: 'report', ...state }] } }
}

const WANTS_WHERE: Record<QueueFilter['wants'], (wanted: Wanted) => Prisma.ReportCaseWhereInput> = {
  any: () => ({}),
  // An old mention in a closed case wants nothing any more.
  mention: ({ mentioned, mentionedAnew }) => ({
    OR: [{ caseId: { in: mentionedAnew } }, { caseId: { in: mentioned }, case: { state: 'open' } }],
  }),
  look: ({ look }) => ({ caseId: { in: look } }),
}

async function wantedCounts(db: Db, actor: Actor, wanted: Wanted) {
  const count = (wants: 'mention' | 'look') =>
    db.reportCase.count({
      where: { AND: [{ case: { AND: [visibleAndOrdinary(actor), { kind: 'report' }] } }, WANTS_WHERE[wants](wanted)] },
    })
  return { mention: await count('mention'), look: await count('look') }
}

const CATEGORY_WHERE = {
  any: {},
  spam: { spamCount: { gt: 0 } },
  legal: { legalCount: { gt: 0 } },
  rule: { ruleCount: { gt: 0 } },
  other: { otherCount: { gt: 0 } },
} as const
const SERVER_WHERE = { any: {}, local: { subjectDomain: null }, remote: { NOT: { subjectDomain: null } } } as const

function ownerWhere(actor: Actor, owner: QueueFilter['owner']): CaseWhere {
  if (owner === 'none') return { ownerId: null }
  return owner === 'me' && actor.kind === 'person' ? { ownerId: actor.id } : {}
}

function chosenWhere(actor: Actor, filter: QueueFilter, now: Date): Prisma.ReportCaseWhereInput {
  // Names are kept as Mastodon gives them, without the @ that everybody writes before them.
  const text = filter.text.toLowerCase().replace(/^@/, '')
  return {
    AND: [
      CATEGORY_WHERE[filter.category],
      SERVER_WHERE[filter.server],
      { case: ownerWhere(actor, filter.owner) },
      filter.older === '3d' ? { oldestAt: { lt: new Date(now.getTime() - LATE_AFTER_MS) } } : {},
      text ? { searchText: { contains: text.replace(/[\\%_]/g, '\\$&') } } : {},
    ],
  }
}

async function countsFor(
  db: Db,
  actor: Actor,
  base: Prisma.ReportCaseWhereInput,
  now: Date,
): Promise<Omit<QueueView['counts'], 'mention' | 'look'>> {
  const count = (where: Prisma.ReportCaseWhereInput) => db.reportCase.count({ where: { AND: [base, where] } })
  const late = { oldestAt: { lt: new Date(now.getTime() - LATE_AFTER_MS) } }
  const [any, none, me, spam, legal, rule, other, local, remote, old] = await Promise.all([
    count({}),
    count({ case: ownerWhere(actor, 'none') }),
    count({ case: ownerWhere(actor, 'me') }),
    count(CATEGORY_WHERE.spam),
    count(CATEGORY_WHERE.legal),
    count(CATEGORY_WHERE.rule),
    count(CATEGORY_WHERE.other),
    count(SERVER_WHERE.local),
    count(SERVER_WHERE.remote),
    count(late),
  ])
  return { any, none, me, spam, legal, rule, other, local, remote, old }
}

type Found = Prisma.ReportCaseGetPayload<{
  include: { case: { include: { owner: true; _count: { select: { notes: true } } } } }
}>

async function rowsFor(
  db: Db,
  actor: Actor,
  page: Found[],
  { now, wanted }: { now: Date; wanted: Wanted },
): Promise<QueueRow[]> {
  const instanceId = page[0]?.case.instanceId
  if (!instanceId) return []
  const subjects = page.flatMap((row) => row.case.subjectId ?? [])
  const accounts = await db.account.findMany({ where: { instanceId, remoteId: { in: subjects } } })
  const byId = new Map(accounts.map((account) => [account.remoteId, account]))
  const acts = await db.act.findMany({
    where: {
      instanceId,
      targetId: { in: subjects },
      state: 'confirmed',
      kind: { in: ACCOUNT_ACTS.filter(isHarsh) },
      case: visibleAndOrdinary(actor),
    },
    orderBy: { askedAt: 'asc' },
  })
  const before = new Map(acts.map((act) => [act.targetId, { kind: act.kind, at: act.askedAt.toISOString() }]))
  const ruleText = await ruleTexts(db, instanceId, page)
  return page.map((row) => {
    const account = byId.get(row.case.subjectId ?? '')
    return {
      caseId: row.caseId,
      number: row.case.number,
      version: row.case.version,
      person: briefOf(account, row.case.subjectId ?? ''),
      reasons: reasonsOf(row, ruleText),
      latestComment: row.latestComment,
      reportCount: row.spamCount + row.legalCount + row.ruleCount + row.otherCount,
      reporterCount: row.reporterCount,
      serverCount: row.serverCount,
      pictureCount: row.pictureCount,
      marks: account ? marksOf(account, now) : [],
      before: before.get(row.case.subjectId ?? '') ?? null,
      noteCount: row.case._count.notes,
      isMentioned: wanted.mentionedAnew.includes(row.caseId),
      needsLook: wanted.look.includes(row.caseId),
      oldestAt: row.oldestAt.toISOString(),
      isLate: now.getTime() - row.oldestAt.getTime() > LATE_AFTER_MS,
      owner: ownerOf(row.case.owner, actor),
    }
  })
}

const ruleIdsOf = (row: Found): string[] => (Array.isArray(row.ruleLabels) ? row.ruleLabels.map(String) : [])

/** What the rules say, also those that the instance struck since a report named them. */
async function ruleTexts(db: Db, instanceId: string, page: Found[]): Promise<Map<string, string>> {
  const instance = await db.instance.findUniqueOrThrow({ where: { id: instanceId }, select: { rules: true } })
  const texts = new Map(rulesOf(instance.rules).map((rule) => [rule.id, rule.text]))
  const struck = page.filter((row) => ruleIdsOf(row).some((id) => !texts.has(id)))
  if (struck.length === 0) return texts
  const reports = await db.report.findMany({
    where: { instanceId, category: 'rule', cases: { some: { caseId: { in: struck.map((row) => row.caseId) } } } },
    select: { rules: true },
  })
  const named = reports.flatMap((report) => rulesOf(report.rules))
  return new Map([...named.map((rule): [string, string] => [rule.id, rule.text]), ...texts])
}

function reasonsOf(row: Found, ruleText: Map<string, string>): QueueRow['reasons'] {
  const labels = ruleIdsOf(row).map((id) => ruleText.get(id) ?? id)
  const reasons: QueueRow['reasons'] = [
    { category: 'legal', count: row.legalCount, label: '' },
    { category: 'rule', count: row.ruleCount, label: labels.join(', ') },
    { category: 'spam', count: row.spamCount, label: '' },
    { category: 'other', count: row.otherCount, label: '' },
  ]
  return reasons.filter((reason) => reason.count > 0)
}
