import { z } from 'zod'
import { purgeAfter } from '@/lib/features/acts/deadlines'
import { consequencesOf } from '@/lib/features/acts/model'
import { reasonsOff } from '@/lib/features/acts/queries'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import { DEFAULT_POLICY, isDue, type Strike } from '@/lib/features/strikes/model'
import { standingOf } from '@/lib/features/strikes/queries'
import { type Actor, can, type PersonActor } from '@/lib/platform/access/access'
import { isoDay } from '@/lib/platform/calendar/days'
import type { Db, Tx } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery } from '@/lib/platform/queries/define'
import { stepsAfter } from './model'
import {
  type AccountStrikes,
  type EndingView,
  type PolicyView,
  REVIEW_KINDS,
  type ReviewView,
  type StrikesView,
  type StrikeView,
} from './schema'

const MOST = 200

/** Accounts that have something in the ledger, those who need a decision first. */
export const list = defineQuery({
  name: 'strikes.list',
  permission: 'notice.read',
  input: z.object({}),
  async run({ db, actor, now }): Promise<StrikesView> {
    const { instanceId, remoteId } = personIn(actor)
    const found = await db.strikeEntry.groupBy({
      by: ['accountId'],
      where: { instanceId, NOT: { accountId: remoteId } },
      _max: { at: true },
      orderBy: { _max: { at: 'desc' } },
      take: MOST + 1,
    })
    const accounts = []
    for (const { accountId } of found.slice(0, MOST)) accounts.push(await accountView(db, actor, accountId, now))
    const policies = await policiesOf(db, instanceId)
    return {
      policy: policies[0] ?? FIRST,
      policies,
      accounts: accounts.toSorted((a, b) => Number(b.isDue) - Number(a.isDue) || b.points - a.points),
      isCut: found.length > MOST,
      mayDecide: can(actor, 'strike.decide'),
    }
  },
})

export const person = defineQuery({
  name: 'strikes.person',
  permission: 'notice.read',
  input: z.object({ accountId: z.string().max(64) }),
  async run({ db, actor, now }, { accountId }): Promise<AccountStrikes> {
    if (personIn(actor).remoteId === accountId) throw new AppError('notFound')
    return accountView(db, actor, accountId, now)
  },
})

/** What the end of an account would do, before it is asked for; and why it cannot be, if it cannot. */
export const ending = defineQuery({
  name: 'strikes.ending',
  permission: 'strike.decide',
  input: z.object({ accountId: z.string().max(64) }),
  async run({ db, actor, now }, { accountId }): Promise<EndingView> {
    const person = personIn(actor)
    const { instanceId } = person
    const caseId = await lettersCaseOf(db, instanceId, accountId)
    const row = caseId ? await db.case.findFirst({ where: { AND: [{ id: caseId }, visibleAndOrdinary(actor)] } }) : null
    const account = await db.account.findUnique({ where: { instanceId_remoteId: { instanceId, remoteId: accountId } } })
    if (!row || !account) throw new AppError('notFound')
    const facts = {
      kind: 'suspend' as const,
      isLocal: account.domain === null,
      openCount: 0,
      postCount: 0,
      doubtfulRole: null,
      purgeAt: purgeAfter(now),
    }
    const off = (await reasonsOff(db, person, { ...row, subjectId: accountId }))('suspend')
    return { off, lines: consequencesOf(facts, { keeps: false }), number: row.number }
  },
})

type ReadDb = Pick<Tx, 'strikePolicy' | 'strikeEntry' | 'strikeReview' | 'designatedAgent'>
interface At {
  instanceId: string
  accountId: string
  now: Date
}

/** Points and strikes of an account by the policy in force; days end where the agent is. */
export async function accountNow(db: ReadDb, { instanceId, accountId, now }: At) {
  const agent = await db.designatedAgent.findFirst({ where: { instanceId }, orderBy: { number: 'desc' } })
  return standingOf(db, { instanceId, accountId, zone: agent?.zone ?? 'UTC', now })
}

export async function lastReview(db: Pick<Tx, 'strikeReview'>, instanceId: string, accountId: string) {
  const row = await db.strikeReview.findFirst({
    where: { instanceId, accountId },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
  })
  return row && { ...row, kind: REVIEW_KINDS.find((known) => known === row.kind) ?? 'none' }
}

/** The newest case of an account in the ledger. */
export async function lettersCaseOf(db: Pick<Tx, 'strikeEntry'>, instanceId: string, accountId: string) {
  const row = await db.strikeEntry.findFirst({
    where: { instanceId, accountId },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
  })
  return row?.caseId ?? null
}

async function accountView(db: Db, actor: Actor, accountId: string, now: Date): Promise<AccountStrikes> {
  const { instanceId } = personIn(actor)
  const { points, strikes, policy } = await accountNow(db, { instanceId, accountId, now })
  const account = await db.account.findUnique({ where: { instanceId_remoteId: { instanceId, remoteId: accountId } } })
  const reviews = await reviewsOf(db, instanceId, accountId)
  const steps = stepsAfter(reviews[0]?.kind ?? null, points)
  const mayDecide = can(actor, 'strike.decide')
  return {
    accountId,
    handle: account ? `@${account.acct}` : accountId,
    points,
    isDue: isDue(points, policy) && steps.includes('decide'),
    strikes: await strikeViews(db, actor, strikes),
    reviews,
    actions: steps.filter((step) => (step === 'appeal' ? can(actor, 'notice.work') : mayDecide)),
    caseId: await lettersCaseOf(db, instanceId, accountId),
    mayDecide,
  }
}

/** Numbers of cases that the actor may see; of the others only that there is one. */
async function strikeViews(db: Db, actor: Actor, strikes: readonly Strike[]): Promise<StrikeView[]> {
  const ids = strikes.flatMap(({ caseIds }) => caseIds)
  const seen = await db.case.findMany({
    where: { AND: [{ id: { in: ids } }, visibleAndOrdinary(actor)] },
    select: { id: true, number: true },
  })
  return strikes.map(({ day, items, counts, until, caseIds }) => ({
    day,
    items,
    counts,
    until: isoDay(until),
    cases: caseIds.map((caseId) => ({ caseId, number: seen.find(({ id }) => id === caseId)?.number ?? null })),
  }))
}

export async function reviewsOf(
  db: Pick<Db, 'strikeReview' | 'person'>,
  instanceId: string,
  accountId: string,
): Promise<ReviewView[]> {
  const rows = await db.strikeReview.findMany({
    where: { instanceId, accountId },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
  })
  const names = await namesOf(db, rows)
  return rows.map((row) => ({
    id: row.id,
    kind: REVIEW_KINDS.find((known) => known === row.kind) ?? 'none',
    points: row.points,
    policyNumber: row.policyNumber,
    reasons: row.reasons,
    at: row.at.toISOString(),
    by: names(row.byId),
  }))
}

const FIRST: PolicyView = { ...DEFAULT_POLICY, toldAt: '', why: '', inForceAt: null, by: null }

/** Every version, the one in force first; before anybody set one, the usual one was in force. */
export async function policiesOf(db: Pick<Db, 'strikePolicy' | 'person'>, instanceId: string): Promise<PolicyView[]> {
  const rows = await db.strikePolicy.findMany({ where: { instanceId }, orderBy: { number: 'desc' } })
  const names = await namesOf(db, rows)
  const own = rows.map(({ number, points, decayMonths, threshold, toldAt, why, inForceAt, byId }) => ({
    number,
    points,
    decayMonths,
    threshold,
    toldAt,
    why,
    inForceAt: inForceAt.toISOString(),
    by: names(byId),
  }))
  return [...own, FIRST]
}

async function namesOf(db: Pick<Db, 'person'>, rows: readonly { byId: string | null }[]) {
  const people = await db.person.findMany({
    where: { id: { in: rows.flatMap(({ byId }) => byId ?? []) } },
    select: { id: true, acct: true },
  })
  return (id: string | null) => people.find((one) => one.id === id)?.acct ?? null
}

function personIn(actor: Actor): PersonActor {
  if (actor.kind !== 'person') throw new AppError('signIn.needed')
  return actor
}
