import { createHash } from 'node:crypto'
import { lapseOf } from '@/lib/features/agent/model'
import { versionsOf } from '@/lib/features/agent/queries'
import { accountNow, policiesOf, reviewsOf } from '@/lib/features/infringers/queries'
import { isWeb, leftOutOf } from '@/lib/features/notices/model'
import { unfitFor } from '@/lib/features/notices/readings'
import type { PersonActor } from '@/lib/platform/access/access'
import type { Db } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { defineStream, type QueryContext, type StreamAnswer } from '@/lib/platform/queries/define'
import { knowledgeIn, noticesFor } from './readings'
import { agentHistory, infringerReport, knowledgeMap, lumenNotices, noticeLog } from './render'
import { knowledgeInput, lumenInput, recordInput } from './schema'

// Names and reasons of people leave the console here: a decision of counsel or the owner, with a touch, and a row of the log.
const DOOR = { permission: 'notice.decide', fresh: true } as const

/** Every notice, an address a row. */
export const log = defineStream({
  ...DOOR,
  name: 'records.noticeLog',
  input: recordInput,
  async run(context, { purpose }) {
    const notices = await noticesFor(context.db, context.actor)
    return given(context, { text: noticeLog(notices), name: 'notice-log.csv', purpose, rows: notices.length })
  },
})

/** How the policy on repeat infringers was applied. */
export const infringers = defineStream({
  ...DOOR,
  name: 'records.infringers',
  input: recordInput,
  async run(context, { purpose }) {
    const { db, now } = context
    const { instanceId, remoteId } = personIn(context)
    const { domain } = await db.instance.findUniqueOrThrow({ where: { id: instanceId } })
    const found = await db.strikeEntry.findMany({
      where: { instanceId, NOT: { accountId: remoteId } },
      distinct: ['accountId'],
      select: { accountId: true },
    })
    const accounts = []
    for (const { accountId } of found) accounts.push(await accountFile(db, { instanceId, accountId, now }))
    const policies = await policiesOf(db, instanceId)
    const text = infringerReport({ madeAt: now.toISOString(), domain, policies, accounts })
    return given(context, { text, name: 'repeat-infringers.json', purpose, rows: accounts.length })
  },
})

async function accountFile(db: Db, at: { instanceId: string; accountId: string; now: Date }) {
  const { instanceId, accountId } = at
  const { points, strikes } = await accountNow(db, at)
  const account = await db.account.findUnique({ where: { instanceId_remoteId: { instanceId, remoteId: accountId } } })
  const ledger = await db.strikeEntry.findMany({
    where: { instanceId, accountId },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  })
  const cases = await db.case.findMany({ where: { id: { in: ledger.map(({ caseId }) => caseId) } } })
  const numberOf = (caseId: string) => cases.find(({ id }) => id === caseId)?.number ?? null
  return {
    accountId,
    handle: account ? `@${account.acct}` : '',
    points,
    strikes: strikes.map(({ day, items, counts, caseIds }) => ({
      day,
      items,
      counts,
      cases: caseIds.flatMap((caseId) => numberOf(caseId) ?? []),
    })),
    ledger: ledger.map(({ at: when, kind, day, why, caseId }) => ({
      at: when.toISOString(),
      kind,
      day,
      why,
      case: numberOf(caseId),
    })),
    reviews: await reviewsOf(db, instanceId, accountId),
  }
}

/** Each version of the designation, as it was registered. */
export const agents = defineStream({
  ...DOOR,
  name: 'records.agentHistory',
  input: recordInput,
  async run(context, { purpose }) {
    const { instanceId } = personIn(context)
    const rows = await context.db.designatedAgent.findMany({ where: { instanceId }, orderBy: { number: 'asc' } })
    const versions = await versionsOf(context.db, rows)
    const text = agentHistory(versions.map((one) => ({ ...one, lapse: lapseOf(one.registeredOn) })))
    return given(context, { text, name: 'agent-history.csv', purpose, rows: rows.length })
  },
})

/** When did the operator know about an address. */
export const knowledge = defineStream({
  ...DOOR,
  name: 'records.knowledge',
  input: knowledgeInput,
  async run(context, { purpose, url }) {
    const known = knowledgeIn(await noticesFor(context.db, context.actor), url)
    return given(context, { text: knowledgeMap(known), name: 'knowledge-map.csv', purpose, rows: known.length })
  },
})

/** For the Lumen archive, which publishes: valid copyright notices only, and how many others there are, by why they are not. */
export const lumen = defineStream({
  ...DOOR,
  name: 'records.lumen',
  input: lumenInput,
  async run(context, { purpose, caseId, withRejected }) {
    const { instanceId } = personIn(context)
    const all = await noticesFor(context.db, context.actor, caseId)
    if (caseId && all.length === 0) throw new AppError('notFound')
    const isUnfit = await unfitFor(
      context.db,
      instanceId,
      all.flatMap(({ items }) => items),
    )
    const leftOut: Record<string, number> = {}
    const notices = all.flatMap((notice) => {
      const items = notice.items.filter((item) => isWeb(item.url) && !isUnfit(item))
      const isEmptied = items.length === 0 && notice.items.some(isUnfit)
      const why = leftOutOf(notice, withRejected) ?? (isEmptied ? 'intimateImage' : null)
      if (why === null) return [{ ...notice, items }]
      leftOut[why] = (leftOut[why] ?? 0) + 1
      return []
    })
    if (caseId && notices.length === 0) throw new AppError('records.notForArchive')
    const { domain, title } = await context.db.instance.findUniqueOrThrow({ where: { id: instanceId } })
    const agent = await context.db.designatedAgent.findFirst({ where: { instanceId }, orderBy: { number: 'desc' } })
    const text = lumenNotices({ notices, leftOut }, { name: agent?.provider || title || domain, domain })
    return given(context, { text, name: 'lumen.json', purpose, rows: notices.length, caseId })
  },
})

interface Given {
  text: string
  name: string
  purpose: string
  rows: number
  caseId?: string
}

/** Remembered with the hash of its bytes before it leaves. */
async function given({ remember }: QueryContext, { text, name, purpose, rows, caseId }: Given): Promise<StreamAnswer> {
  const bytes = new TextEncoder().encode(text)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await remember({ ...(caseId ? { caseId } : {}), fields: { file: name, purpose, rows, sha256 } })
  return {
    stream: new Blob([bytes]).stream(),
    contentType: name.endsWith('.csv') ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8',
    fileName: name,
  }
}

function personIn({ actor }: Pick<QueryContext, 'actor'>): PersonActor {
  if (actor.kind !== 'person') throw new AppError('signIn.needed')
  return actor
}
