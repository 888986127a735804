import { visibleTo } from '@/lib/features/cases/model'
import { soughtIn } from '@/lib/features/search/model'
import { rowsFor } from '@/lib/features/search/queries'
import { FEW, refreshDue } from '@/lib/features/search/store'
import { reasonContactOff, SOUGHT } from '@/lib/features/contacts/model'
import { briefOf, marksOf } from '@/lib/features/reports/model'
import { inSightOf } from '@/lib/features/reports/queries'
import { MastodonFailure } from '@/lib/integrations/mastodon/client/failure'
import type { PersonActor } from '@/lib/platform/access/access'
import type { CaseWhere, Prisma } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery, type QueryContext } from '@/lib/platform/queries/define'
import { hashHere } from '@/lib/platform/vault/console'
import { FOUND_SHOWN, literal, NAMES_SHOWN } from './model'
import { type Handle, type Here, readSought, type Sought } from './parse'
import { type Answered, askMastodon } from './probing'
import { findInput, type FindView, type FoundRow } from './schema'

/**
 * The box that finds: people, cases, reports. What is here answers at once; Mastodon is asked when somebody asks for it. Looking
 * for an e-mail or an IP is a row of the audit, with the value in a place of its own from which it can be taken away.
 */
export const find = defineQuery({
  name: 'people.find',
  permission: 'people.read',
  input: findInput,
  async run(context, { text, asks }): Promise<FindView> {
    const { db, actor } = context
    if (actor.kind !== 'person') throw new AppError('notFound')
    const instance = await db.instance.findUniqueOrThrow({ where: { id: actor.instanceId } })
    const sought = readSought(text, instance)
    const off = sought.kind === 'email' || sought.kind === 'ip' ? reasonContactOff(actor) : null
    const at: Place = { actor, instanceId: instance.id }
    const here = await LOOKS[sought.kind](context, at, sought)
    const { answered, failure } = asks
      ? await answerOf(context, { actor, sought, mayContact: off === null })
      : { answered: null, failure: null }
    if (asks && (sought.kind === 'email' || sought.kind === 'ip'))
      await rememberSearch(context, { sought, answered, off, failure })
    const rows = distinct([...here, ...(await rowsOfAnswer(context, at, answered))])
    return {
      kind: sought.kind,
      rows: rows.slice(0, FOUND_SHOWN),
      isMore: answered?.isMore === true || rows.length > FOUND_SHOWN,
      mayAsk: mayAsk(sought, here, off),
      isAsked: asks,
      off,
      failure,
      domain: instance.domain,
    }
  },
})

interface Place {
  actor: PersonActor
  instanceId: string
}

type Contactual = Extract<Sought, { kind: 'email' | 'ip' }>

async function answerOf(
  context: QueryContext,
  { actor, sought, mayContact }: { actor: PersonActor; sought: Sought; mayContact: boolean },
): Promise<{ answered: Answered | null; failure: string | null }> {
  try {
    const answered = await askMastodon({ context, actor, mayContact }, sought)
    return { answered, failure: answered ? null : 'noReader' }
  } catch (error) {
    if (!(error instanceof MastodonFailure)) throw error
    return { answered: null, failure: error.kind }
  }
}

async function rememberSearch(
  { remember }: QueryContext,
  seen: { sought: Contactual; answered: Answered | null; off: string | null; failure: string | null },
): Promise<void> {
  const { sought, answered, off, failure } = seen
  if (off) return remember({ outcome: 'refused', fields: { kind: sought.kind, reason: off } })
  const subjectIds = (answered?.people ?? []).map((person) => person.remoteId)
  const value = sought.kind === 'email' ? sought.email : sought.ip
  // Whose value it is: the one person's who was found, else only the value itself can tell.
  const subjectId = (subjectIds.length === 1 && subjectIds[0]) || `sought ${hashHere('contact', value)}`
  const fields = { kind: sought.kind, found: subjectIds.length, failure, [SOUGHT]: { value, subjectId } }
  await remember({ outcome: failure ? 'failed' : 'done', subjectIds, fields })
}

function mayAsk(sought: Sought, here: readonly FoundRow[], off: string | null): boolean {
  if (sought.kind === 'nothing') return false
  if (sought.kind === 'ip') return off === null
  if (sought.kind === 'email') return off === null || (sought.handle !== null && here.length === 0)
  if (sought.kind === 'number') return sought.of !== 'case' && !here.some((row) => row.kind === 'report')
  if (sought.kind === 'words') return /^[\w.-]{1,64}$/.test(sought.words)
  return sought.kind === 'address'
    ? here.length === 0
    : !here.some((row) => row.kind === 'person' && isExact(row, sought.handle))
}

const acctOf = ({ username, domain }: Handle): string => (domain ? `${username}@${domain}` : username)
const isExact = (row: Extract<FoundRow, { kind: 'person' }>, handle: Handle): boolean =>
  row.person.handle.toLowerCase() === `@${acctOf(handle)}`.toLowerCase()

type Look = (context: QueryContext, at: Place, sought: Sought) => Promise<FoundRow[]>

/** What is here already. E-mails and IPs are not looked for here: they are sealed. */
const LOOKS: Record<Sought['kind'], Look> = {
  nothing: async () => [],
  ip: async () => [],
  email: async (context, at, sought) =>
    sought.kind === 'email' && sought.handle ? byHandle(context, at, sought.handle) : [],
  handle: async (context, at, sought) => (sought.kind === 'handle' ? byHandle(context, at, sought.handle) : []),
  words: async (context, at, sought) =>
    sought.kind === 'words' ? withCases(context, sought.words, await byWords(context, at, sought.words)) : [],
  number: async (context, at, sought) => (sought.kind === 'number' ? byNumber(context, at, sought) : []),
  address: async (context, at, sought) => {
    if (sought.kind !== 'address') return []
    return sought.here ? byHere(context, at, sought.here) : byUrl(context, at, sought.url)
  },
}

async function byHandle(context: QueryContext, at: Place, handle: Handle): Promise<FoundRow[]> {
  const acct = acctOf(handle)
  // As it is mostly written an index answers; other spellings and former handles are looked for row by row.
  const asWritten = await people(context, at, { acct: { in: [acct, acct.toLowerCase()] } })
  if (asWritten.length > 0) return asWritten
  const exact = await people(context, at, {
    OR: [{ acct: { equals: literal(acct), mode: 'insensitive' } }, { formerAccts: { has: acct } }],
  })
  if (exact.length > 0 || handle.domain) return exact
  return people(context, at, { username: { startsWith: literal(handle.username), mode: 'insensitive' } })
}

function byWords(context: QueryContext, at: Place, words: string): Promise<FoundRow[]> {
  const contains = { contains: literal(words), mode: 'insensitive' } as const
  return people(context, at, { OR: [{ acct: contains }, { displayName: contains }, { formerAccts: { has: words } }] })
}

/** The people, then cases of others in which these words stand; the page of the search shows where. */
async function withCases(context: QueryContext, text: string, people: FoundRow[]): Promise<FoundRow[]> {
  const words = soughtIn(text)
  if (words.length === 0 || text.length < SHORTEST_WORDS) return people
  await refreshDue(context.db, FEW)
  const any = { state: 'any', kind: 'any' } as const
  const found = await rowsFor(context.db, context.actor, { ...any, words, take: CASES_SHOWN })
  const others = found.filter((row) => !people.some((one) => one.id === `person ${row.subject_id}`))
  return [...people, ...(await cases(context, { id: { in: others.map((row) => row.id) } }))]
}
// While somebody begins to type, every case would be meant.
const SHORTEST_WORDS = 3
const CASES_SHOWN = 4

async function byNumber(
  context: QueryContext,
  at: Place,
  { number, of }: Extract<Sought, { kind: 'number' }>,
): Promise<FoundRow[]> {
  const isSmall = number.length < 10
  return [
    ...(of !== 'report' && isSmall ? await cases(context, { number: Number(number) }) : []),
    ...(of !== 'case' ? await reportWith(context, at, number) : []),
    // The long numbers of Mastodon itself: an account, or a post.
    ...(of === 'any' && !isSmall
      ? [...(await people(context, at, { remoteId: number })), ...(await byPost(context, at, [number]))]
      : []),
  ]
}

function byHere(context: QueryContext, at: Place, here: Here): Promise<FoundRow[]> {
  if ('account' in here) return people(context, at, { remoteId: here.account })
  if ('handle' in here) return byHandle(context, at, here.handle)
  return 'post' in here ? byPost(context, at, [here.post]) : reportWith(context, at, here.report)
}

async function byUrl(context: QueryContext, at: Place, url: string): Promise<FoundRow[]> {
  const posts = await context.db.post.findMany({
    where: { instanceId: at.instanceId, url },
    select: { remoteId: true },
  })
  return [
    ...(await byPost(
      context,
      at,
      posts.map((post) => post.remoteId),
    )),
    ...(await people(context, at, { url })),
  ]
}

/** The cases that cite a post, then who wrote it. */
async function byPost(context: QueryContext, at: Place, postIds: string[]): Promise<FoundRow[]> {
  if (postIds.length === 0) return []
  const { db, actor } = context
  const { instanceId } = at
  const citing = await db.report.findMany({
    where: { AND: [{ instanceId, postIds: { hasSome: postIds } }, inSightOf(actor)] },
    select: { remoteId: true },
  })
  const posts = await db.post.findMany({ where: { instanceId, remoteId: { in: postIds } }, select: { authorId: true } })
  return [
    ...(await cases(context, { reports: { some: { instanceId, reportId: { in: citing.map((r) => r.remoteId) } } } })),
    ...(await people(context, at, { remoteId: { in: posts.map((post) => post.authorId) } })),
  ]
}

async function people(context: QueryContext, at: Place, where: Prisma.AccountWhereInput): Promise<FoundRow[]> {
  const rows = await context.db.account.findMany({
    where: { AND: [{ instanceId: at.instanceId }, where] },
    orderBy: [{ domain: { sort: 'asc', nulls: 'first' } }, { acct: 'asc' }],
    take: NAMES_SHOWN,
  })
  return rows.map((row) => personRow(row, context.now))
}

type PersonFacts = Parameters<typeof marksOf>[0] & NonNullable<Parameters<typeof briefOf>[0]>

function personRow(row: PersonFacts, now: Date): FoundRow {
  const { remoteId } = row
  return {
    kind: 'person',
    id: `person ${remoteId}`,
    href: `/people/${remoteId}`,
    person: briefOf(row, remoteId),
    marks: marksOf(row, now),
  }
}

async function cases({ db, actor }: QueryContext, where: CaseWhere): Promise<FoundRow[]> {
  const rows = await db.case.findMany({
    where: { AND: [visibleTo(actor), where] },
    orderBy: { number: 'desc' },
    take: 5,
  })
  const accounts = await db.account.findMany({
    where: { instanceId: rows[0]?.instanceId ?? NOWHERE, remoteId: { in: rows.flatMap((row) => row.subjectId ?? []) } },
  })
  return rows.map((row) => {
    const isSafety = row.class === 'childSafety'
    const account = accounts.find(({ remoteId }) => remoteId === row.subjectId)
    return {
      kind: 'case',
      id: `case ${row.id}`,
      href: `/${isSafety ? 'safety' : row.kind === 'report' ? 'reports' : 'cases'}/${row.id}`,
      number: row.number,
      state: row.state === 'open' ? 'open' : 'closed',
      handle: briefOf(account, row.subjectId ?? '').handle,
      isSafety,
    }
  })
}
const NOWHERE = '00000000-0000-0000-0000-000000000000'

async function reportWith({ db, actor }: QueryContext, at: Place, remoteId: string): Promise<FoundRow[]> {
  const report = await db.report.findFirst({
    where: { AND: [{ instanceId: at.instanceId, remoteId }, inSightOf(actor)] },
    include: { cases: { include: { case: true } } },
  })
  if (!report) return []
  const its = report.cases[0]?.case
  const target = await db.account.findUnique({
    where: { instanceId_remoteId: { instanceId: at.instanceId, remoteId: report.targetId } },
  })
  return [
    {
      kind: 'report',
      id: `report ${remoteId}`,
      href: its ? `/reports/${its.id}` : `/people/${report.targetId}`,
      handle: briefOf(target, report.targetId).handle,
      isResolved: report.isResolved,
      caseNumber: its?.number ?? null,
    },
  ]
}

async function rowsOfAnswer(context: QueryContext, at: Place, answered: Answered | null): Promise<FoundRow[]> {
  if (!answered) return []
  return [
    ...(answered.reportId ? await reportWith(context, at, answered.reportId) : []),
    ...(await byPost(context, at, answered.postIds)),
    ...answered.people.map((person) => personRow(person, context.now)),
  ]
}

const distinct = (rows: readonly FoundRow[]): FoundRow[] =>
  rows.filter((row, place) => rows.findIndex((other) => other.id === row.id) === place)
