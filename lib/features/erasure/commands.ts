import { z } from 'zod'
import { personIn } from '@/lib/features/acts/intents'
import { personScope } from '@/lib/features/destruction/commands'
import { personHash } from '@/lib/features/erased/statements'
import { isSecretNow, keptUntil } from '@/lib/features/holds/model'
import { heldBy } from '@/lib/features/holds/statements'
import { standsAgainst } from '@/lib/features/severing/statements'
import type { PersonActor } from '@/lib/platform/access/access'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { newId, sql } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { day } from '@/lib/platform/i18n/time'
import { eraseJob } from './jobs'
import { type ErasureStep, reasonNot } from './model'

/** Proposes that what is kept of a person goes: on their request, or because the law wants it. */
export const propose = defineCommand({
  name: 'erasure.propose',
  permission: 'erasure.manage',
  fresh: true,
  input: z.object({ account: z.string().trim().min(1).max(300), basis: z.string().trim().min(1).max(500) }),
  isPublicDoor: true,
  async run(context, { account, basis }) {
    const { tx, now } = context
    const actor = personIn(context)
    const accountId = await idOf(context, actor, account)
    await assertMay(context, actor, accountId)
    const hash = personHash(actor.instanceId, accountId)
    const open = { instanceId: actor.instanceId, personHash: hash, state: { in: ['proposed', 'confirmed'] } }
    if ((await tx.erasure.count({ where: open })) > 0) throw new AppError('erasure.underWay')
    const id = newId()
    const ofPerson = { instanceId: actor.instanceId, personHash: hash, accountId }
    await tx.erasure.create({ data: { id, ...ofPerson, basis, proposedById: actor.id, proposedAt: now } })
    // Whom it is about stands in the row of the erasure, which forgets it; a row of the log would not.
    context.remember({ fields: { erasure: id, basis } })
    return { id }
  },
})

export const confirm = defineCommand({
  name: 'erasure.confirm',
  permission: 'erasure.manage',
  fresh: true,
  input: z.object({ id: z.uuid() }),
  isPublicDoor: true,
  async run(context, { id }) {
    const actor = personIn(context)
    const row = await takeUp(context, actor, id, 'confirm')
    await assertMay(context, actor, row.accountId ?? '')
    const confirmed = { state: 'confirmed', confirmedById: actor.id, confirmedAt: context.now }
    await context.tx.erasure.update({ where: { id }, data: confirmed })
    await context.enqueue(eraseJob, {}, { key: 'erasure.run' })
    context.remember({ fields: { erasure: id, basis: row.basis } })
    return { id }
  },
})

export const withdraw = defineCommand({
  name: 'erasure.withdraw',
  permission: 'erasure.manage',
  input: z.object({ id: z.uuid() }),
  isPublicDoor: true,
  async run(context, { id }) {
    await takeUp(context, personIn(context), id, 'withdraw')
    await context.tx.erasure.update({ where: { id }, data: { state: 'withdrawn', accountId: null } })
    context.remember({ fields: { erasure: id } })
    return { id }
  },
})

async function takeUp({ tx }: CommandContext, actor: PersonActor, id: string, step: ErasureStep) {
  await tx.$queryRaw(sql`SELECT id FROM erasure WHERE id = ${id}::uuid FOR UPDATE`)
  const row = await tx.erasure.findFirst({ where: { id, instanceId: actor.instanceId } })
  if (!row || row.accountId === actor.remoteId) throw new AppError('notFound')
  const why = reasonNot(step, row, actor.id)
  if (why) throw new AppError(why)
  return row
}

async function idOf({ tx }: CommandContext, { instanceId, remoteId }: PersonActor, name: string): Promise<string> {
  const acct = name.replace(/^@/, '')
  const found = await tx.account.findFirst({
    where: { instanceId, OR: [{ acct: { equals: acct, mode: 'insensitive' } }, { remoteId: name }] },
  })
  const staff = { instanceId, OR: [{ acct: { equals: acct, mode: 'insensitive' as const } }, { remoteId: name }] }
  if ((await tx.person.count({ where: staff })) > 0) throw new AppError('erasure.staff')
  // Nobody decides about what is kept of themselves.
  if (!found || found.remoteId === remoteId) throw new AppError('erasure.unknown', { name })
  return found.remoteId
}

/** What stands in the way of an erasure, said so that it tells of no secret hold and of no stopped case. */
async function assertMay(context: CommandContext, actor: PersonActor, remoteId: string): Promise<void> {
  const { tx } = context
  const { instanceId } = actor
  const why = await standsAgainst(tx, { instanceId, remoteId })
  if (why) throw new AppError(why)
  const about = { instanceId, isResolved: false, goneAt: null, OR: [{ targetId: remoteId }, { reporterId: remoteId }] }
  if ((await tx.report.count({ where: about })) > 0) throw new AppError('erasure.openCase')
  const stopped = { instanceId, class: 'childSafety', partyIds: { has: remoteId } }
  if ((await tx.case.count({ where: stopped })) > 0) throw new AppError('held.notNow')
  await assertFree(context, actor, remoteId)
}

async function assertFree({ tx, now }: CommandContext, actor: PersonActor, remoteId: string): Promise<void> {
  const ids = await heldBy(tx, await personScope(tx, actor.instanceId, [remoteId]), now)
  if (ids.length === 0) return
  const holds = await tx.hold.findMany({ where: { id: { in: ids } } })
  // In the same words as of a stopped case, whoever asks: what is refused stands in the log.
  if (holds.some((hold) => isSecretNow(hold, now))) throw new AppError('held.notNow')
  const until = keptUntil(holds)
  throw new AppError('held', { until: until ? day(until) : 'never' })
}
