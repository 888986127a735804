import { z } from 'zod'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import { find, viewOf } from '@/lib/features/instances/probing'
import { addressInput } from '@/lib/features/instances/schema'
import { list as queue } from '@/lib/features/queue/queries'
import { one as reportCase } from '@/lib/features/reports/queries'
import { queueFilter } from '@/lib/features/reports/schema'
import { asReader, formerOf } from '@/lib/features/staff/store'
import { list as stoppedList, one as stoppedOne } from '@/lib/features/safety/queries'
import { type Actor, can, type PersonActor } from '@/lib/platform/access/access'
import type { Db } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery } from '@/lib/platform/queries/define'

/** What stands at the address to which the console could move. Writes nothing. */
export const probeNext = defineQuery({
  name: 'instance.probeNext',
  permission: 'instance.connect',
  input: addressInput,
  async run(_context, { address, confirmsPrivate }) {
    return viewOf(await find(address, { confirmsPrivate }))
  },
})

/** The instances that this console belonged to before. */
export const list = defineQuery({
  name: 'archive.list',
  permission: 'archive.read',
  input: z.object({}),
  async run({ db, actor }) {
    const instances = await db.instance.findMany({ where: { state: 'archived' }, orderBy: { archivedAt: 'desc' } })
    const rows = []
    for (const instance of instances) {
      const reader = await asReader(db, actor, instance.id)
      rows.push({
        ...factsOf(instance),
        cases: await db.case.count({ where: visibleAndOrdinary(reader) }),
        tokens: await tokensOf(db, instance.id),
      })
    }
    return { rows }
  },
})

/** The queue of an archived instance as it stood. */
export const cases = defineQuery({
  name: 'archive.cases',
  permission: 'archive.read',
  input: z.object({ instanceId: z.uuid(), filter: queueFilter }),
  async run(context, { instanceId, filter }) {
    const actor = await asReader(context.db, context.actor, instanceId)
    const instance = await context.db.instance.findUniqueOrThrow({ where: { id: instanceId } })
    return { instance: factsOf(instance), queue: await queue.start({ ...context, actor }, filter) }
  },
})

/** A case of an archived instance. Opening it is a row of the log; nothing is asked of that instance any more. */
export const one = defineQuery({
  name: 'archive.case',
  permission: 'archive.read',
  input: z.object({ instanceId: z.uuid(), caseId: z.uuid() }),
  async run(context, { instanceId, caseId }) {
    const actor = await asReader(context.db, context.actor, instanceId)
    const instance = await context.db.instance.findUniqueOrThrow({ where: { id: instanceId } })
    const inside = { ...context, actor, enqueue: async () => undefined }
    const view = await reportCase.start(inside, { caseId })
    return { instance: factsOf(instance), view: { ...view, actions: [], next: null, previous: null } }
  },
})

/** Cases that were stopped on former instances, for those who see stopped cases: the owner all, others where they were named. */
export const stoppedCases = defineQuery({
  name: 'archive.stopped',
  permission: 'safety.read',
  input: z.object({}),
  async run(context) {
    const instances = await context.db.instance.findMany({
      where: { state: 'archived' },
      orderBy: { archivedAt: 'desc' },
    })
    const rows = []
    for (const instance of instances) {
      const actor = await asStopReader(context.db, context.actor, instance.id)
      const found = actor ? await stoppedList.start({ ...context, actor }, {}) : { rows: [] }
      rows.push(...found.rows.map((row) => ({ ...row, instanceId: instance.id, domain: instance.domain })))
    }
    return { rows }
  },
})

/** One of them, read-only. Opening it is a row of the log. */
export const stoppedCase = defineQuery({
  name: 'archive.stoppedCase',
  permission: 'safety.read',
  input: z.object({ instanceId: z.uuid(), caseId: z.uuid() }),
  async run(context, { instanceId, caseId }) {
    const instance = await context.db.instance.findFirst({ where: { id: instanceId, state: 'archived' } })
    const actor = instance && (await asStopReader(context.db, context.actor, instanceId))
    if (!instance || !actor) throw new AppError('notFound')
    return { instance: factsOf(instance), view: await stoppedOne.start({ ...context, actor }, { caseId }) }
  },
})

/** Whoever was there before keeps what they saw: the owner of today as owner, others as the person they were. */
async function asStopReader(db: Db, actor: Actor, instanceId: string): Promise<PersonActor | null> {
  if (can(actor, 'archive.read')) return asReader(db, actor, instanceId)
  const former = actor.kind === 'person' ? await formerOf(db, actor.id, instanceId) : null
  return former && actor.kind === 'person' ? { ...actor, id: former.id, instanceId, remoteId: former.remoteId } : null
}

interface InstanceRow {
  id: string
  domain: string
  title: string
  isDemo: boolean
  connectedAt: Date
  archivedAt: Date | null
  origin: string
}
const factsOf = ({ id, domain, title, isDemo, origin, connectedAt, archivedAt }: InstanceRow) => ({
  id,
  domain,
  title,
  isDemo,
  applicationsUrl: `${origin}/oauth/authorized_applications`,
  connectedAt: connectedAt.toISOString(),
  archivedAt: (archivedAt ?? connectedAt).toISOString(),
})

async function tokensOf(db: Db, instanceId: string) {
  const tokens = await db.token.findMany({ where: { person: { instanceId } } })
  const revoked = tokens.filter((token) => token.revokeOutcome === 'revoked').length
  const waiting = tokens.filter((token) => token.sealed !== null).length
  const unknown = tokens.filter((token) => token.revokeOutcome !== null && token.revokeOutcome !== 'revoked').length
  return { revoked, waiting, unknown }
}
