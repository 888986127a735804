import { z } from 'zod'
import { handFileOf, type ToldByHand } from '@/lib/features/byhand/readings'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import { withoutStopped } from '@/lib/features/cases/queries'
import { clocksOf } from '@/lib/features/deadlines/queries'
import { rulesOf } from '@/lib/features/intake/queries'
import { noticeFileOf } from '@/lib/features/notices/readings'
import { isOpenTo } from '@/lib/features/posts/model'
import { briefOf } from '@/lib/features/reports/model'
import type { TeamMember } from '@/lib/features/redaction/model'
import { rolesOf } from '@/lib/features/staff/model'
import { readable } from '@/lib/features/trail/queries'
import type { Actor } from '@/lib/platform/access/access'
import type { Db, Prisma } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { plainLines } from '@/lib/platform/text/plain'
import { clockTold, exhibitsOf, onceEach } from './model'
import type { CaseFile, PersonOfCase, ProvenRow } from './schema'

interface Asked {
  db: Db
  actor: Actor
  caseId: string
  now: Date
}

export interface CaseRead {
  file: CaseFile
  instanceId: string
  /** Everybody who works here or did, with all that names them. */
  team: TeamMember[]
}

/** A case whole, as its bundle tells it: an ordinary one that the actor sees, and of it what they see. */
export async function readCase({ db, actor, caseId, now }: Asked, rows: readonly ProvenRow[]): Promise<CaseRead> {
  const row = await db.case.findFirst({ where: { AND: [{ id: caseId }, visibleAndOrdinary(actor)] }, include: WHOLE })
  const told = row ? await noticeFileOf(db, row) : null
  const byHand = row ? await handFileOf(db, row) : null
  // A notice may stand before anybody was found, and a case by hand be about nobody here.
  const subjectId = row?.subjectId ?? told?.authorId ?? (told || byHand ? '' : null)
  if (!row || subjectId === null) throw new AppError('notFound')
  const instance = await db.instance.findUniqueOrThrow({ where: { id: row.instanceId } })
  const reports = row.reports.map((link) => link.report).toSorted((a, b) => (a.sequence < b.sequence ? -1 : 1))
  const posts = await postsOf(db, row, reports)
  const shown = new Set(posts.map((post) => post.remoteId))
  const seen = reports.map((report) => ({ ...report, postIds: report.postIds.filter((id) => shown.has(id)) }))
  const people = await peopleOf(db, { instanceId: row.instanceId, subjectId }, { reports, posts })
  const staff = await staffOf(db, { row, byHand }, rows)
  const file: Omit<CaseFile, 'exhibits'> = {
    format: 'docket case 1',
    at: now.toISOString(),
    instance: {
      domain: instance.domain,
      origin: instance.origin,
      software: `Mastodon ${instance.version}`,
      demo: instance.isDemo ? { daysAhead: instance.daysAhead } : null,
    },
    case: {
      id: row.id,
      number: row.number,
      kind: row.kind,
      state: row.state,
      owner: row.owner?.acct ?? null,
      openedAt: row.openedAt.toISOString(),
      closedAt: iso(row.closedAt),
    },
    people: onceEach([...people.all, ...(told?.people ?? []), ...(byHand?.people ?? [])]),
    staff: staff.all,
    reports: seen.map((report) => reportOf(report, { origin: instance.origin, people })),
    posts: posts.map((post) => ({
      ...postOf(post),
      addedBy: reports.some((report) => report.postIds.includes(post.remoteId))
        ? null
        : (row.posts.find((one) => one.postId === post.remoteId)?.addedBy.acct ?? null),
    })),
    acts: row.acts.map(actOf),
    removals: row.removals
      .filter((removal) => shown.has(removal.postId))
      .map(({ postId, state, why, begunById, askedById, begunAt, settledAt }) => ({
        post: postId,
        by: staff.nameOf(askedById ?? begunById),
        state,
        why,
        at: (settledAt ?? begunAt).toISOString(),
      })),
    notice: told?.notice ?? null,
    hand: byHand?.hand ?? null,
    clocks: (await clocksOf(db, row)).map(clockTold),
    notes: row.notes.map((note) => ({ by: note.person.acct, at: note.at.toISOString(), text: note.text })),
    events: rows.map(eventOf),
  }
  const others = people.handling.filter((one) => !staff.members.some((known) => known.remoteId === one.remoteId))
  const team = [...staff.members, ...others]
  return { file: { ...file, exhibits: exhibitsOf(file) }, instanceId: row.instanceId, team }
}

const WHOLE = {
  owner: true,
  reports: { include: { report: true } },
  posts: { include: { addedBy: true } },
  acts: { include: { person: true }, orderBy: [{ askedAt: 'asc' }, { id: 'asc' }] },
  removals: { orderBy: { begunAt: 'asc' } },
  notes: { include: { person: true }, orderBy: [{ at: 'asc' }, { id: 'asc' }] },
} satisfies Prisma.CaseInclude

const iso = (at: Date | null): string | null => at?.toISOString() ?? null

type CaseRow = Prisma.CaseGetPayload<{ include: typeof WHOLE }>
type ReportRow = Prisma.ReportGetPayload<object>

/** As the case page shows them: none of a stopped case, and what no report cites only where everybody may read it. */
async function postsOf(db: Db, row: CaseRow, reports: readonly ReportRow[]) {
  const reported = reports.flatMap((report) => report.postIds)
  const ids = [...new Set([...reported, ...row.posts.map((post) => post.postId)])]
  const posts = await db.post.findMany({
    where: { instanceId: row.instanceId, remoteId: { in: await withoutStopped(db, row, ids) } },
    include: { media: { orderBy: [{ position: 'asc' }, { remoteId: 'asc' }] } },
    orderBy: [{ createdAt: 'asc' }, { remoteId: 'asc' }],
  })
  return posts.filter((post) => reported.includes(post.remoteId) || isOpenTo(post.visibility))
}
type PostRow = Awaited<ReturnType<typeof postsOf>>[number]

interface People {
  all: PersonOfCase[]
  /** Whoever handled a report on the instance. */
  handling: TeamMember[]
  nameOf: (id: string | null) => string | null
}

async function peopleOf(
  db: Db,
  { instanceId, subjectId }: { instanceId: string; subjectId: string },
  { reports, posts }: { reports: readonly ReportRow[]; posts: readonly PostRow[] },
): Promise<People> {
  const reporters = new Set(reports.map((report) => report.reporterId))
  const handling = reports.flatMap((report) => [report.assignedId, report.resolvedById].filter((id) => id !== null))
  const ids = new Set([subjectId, ...reporters, ...posts.map((post) => post.authorId)])
  const wanted = [...ids].filter(Boolean)
  const accounts = await db.account.findMany({ where: { instanceId, remoteId: { in: [...wanted, ...handling] } } })
  const byId = new Map(accounts.map((account) => [account.remoteId, account]))
  return {
    all: wanted.map((id) => {
      const { name, handle } = briefOf(byId.get(id), id)
      const part = id === subjectId ? 'subject' : reporters.has(id) ? 'reporter' : 'other'
      return { id, handle, name, url: byId.get(id)?.url ?? '', part }
    }),
    handling: [...new Set(handling)].map((id) => ({
      remoteId: id,
      name: byId.get(id)?.acct ?? id,
      displayName: byId.get(id)?.displayName ?? '',
      role: 'moderator',
    })),
    nameOf: (id) => (id ? (byId.get(id)?.acct ?? id) : null),
  }
}

/** Everybody of the team whose name stands on the case. */
async function staffOf(
  db: Db,
  { row, byHand }: { row: CaseRow; byHand: ToldByHand | null },
  rows: readonly ProvenRow[],
) {
  const ids = rows.flatMap((one) => partsOf(one).actorId ?? [])
  const beginners = row.removals.flatMap((removal) => [
    removal.begunById,
    ...(removal.askedById ? [removal.askedById] : []),
  ])
  const people = await db.person.findMany({
    where: { OR: [{ id: { in: [...ids, ...beginners] } }, { instanceId: row.instanceId }] },
    orderBy: { acct: 'asc' },
  })
  const named = new Set([...ids, ...beginners])
  const acting = people.filter((person) => named.has(person.id) || namesIn(row, byHand).includes(person.acct))
  return {
    all: acting.map((person) => ({ name: person.acct, roles: [...rolesOf(person)] })),
    members: people.map((person) => ({
      name: person.acct,
      displayName: person.displayName,
      remoteId: person.remoteId,
      role: rolesOf(person)[0] ?? 'staff',
    })),
    nameOf: (id: string) => people.find((person) => person.id === id)?.acct ?? '',
  }
}

const namesIn = (row: CaseRow, byHand: ToldByHand | null): string[] => [
  ...(byHand ? [byHand.hand.recordedBy ?? [], ...byHand.hand.tasks.map((task) => task.doneBy ?? [])].flat() : []),
  ...(row.owner ? [row.owner.acct] : []),
  ...row.notes.map((note) => note.person.acct),
  ...row.acts.map((act) => act.person.acct),
  ...row.posts.map((post) => post.addedBy.acct),
]

function reportOf(
  report: ReportRow,
  { origin, people }: { origin: string; people: People },
): CaseFile['reports'][number] {
  const by = people.all.find((person) => person.id === report.reporterId)
  return {
    id: report.remoteId,
    category: report.category,
    rules: rulesOf(report.rules).map((rule) => rule.text),
    comment: report.comment,
    by: report.reporterId,
    isFromServer: by?.handle.slice(1).includes('@') ?? false,
    createdAt: report.createdAt.toISOString(),
    isForwarded: report.isForwarded === true,
    resolvedAt: iso(report.resolvedAt),
    resolvedBy: people.nameOf(report.resolvedById),
    assignedTo: people.nameOf(report.assignedId),
    posts: report.postIds,
    url: `${origin}/admin/reports/${report.remoteId}`,
    seenAt: report.seenAt.toISOString(),
  }
}

const quoted = z
  .object({ handle: z.string().nullable(), content: z.string().nullable(), url: z.string().nullable() })
  .nullable()
  .catch(null)

function postOf(post: PostRow): Omit<CaseFile['posts'][number], 'addedBy'> {
  const quote = quoted.parse(post.quote ?? null)
  return {
    id: post.remoteId,
    by: post.authorId,
    createdAt: post.createdAt.toISOString(),
    editedAt: iso(post.editedAt),
    visibility: post.visibility,
    warning: post.warning,
    text: plainLines(post.content),
    html: post.content,
    language: post.language,
    url: post.url,
    replyTo: post.replyToId,
    media: post.media.map(({ remoteId, type, description, url }) => ({ id: remoteId, type, description, url })),
    quote: quote && {
      handle: quote.handle,
      text: quote.content === null ? null : plainLines(quote.content),
      url: quote.url,
    },
    seenAt: post.seenAt.toISOString(),
  }
}

function actOf(act: CaseRow['acts'][number]): CaseFile['acts'][number] {
  return {
    kind: act.kind,
    on: act.reportId ?? act.targetId,
    by: act.person.acct,
    message: act.message,
    note: act.note,
    ground: act.ground,
    state: act.state,
    failure: act.failure,
    askedAt: act.askedAt.toISOString(),
    sentAt: iso(act.sentAt),
    settledAt: iso(act.settledAt),
    endsAt: iso(act.endsAt),
  }
}

// The parts of a row's hashed text that are told again as an event (migration `ground`, audit_text).
const told = z
  .tuple([z.string(), z.string(), z.string(), z.string(), z.string(), z.string().nullable(), z.string(), z.string()])
  .rest(z.unknown())

function partsOf(row: ProvenRow) {
  const [, , recordedAt, at, by, actorId, command, outcome] = told.parse(JSON.parse(row.text))
  return { recordedAt, at, by, actorId, command, outcome }
}

function eventOf(row: ProvenRow): CaseFile['events'][number] {
  const { recordedAt, at, by, command, outcome } = partsOf(row)
  const fields = row.values.flatMap(({ field, opened }) => (opened ? [[field, readable(opened.json)]] : []))
  return {
    number: row.number,
    at: new Date(at).toISOString(),
    recordedAt,
    by,
    command,
    outcome,
    fields: Object.fromEntries(fields),
    hash: row.hash,
  }
}
