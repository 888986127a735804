import { z } from 'zod'
import { personIn } from '@/lib/features/acts/intents'
import { visibleTo } from '@/lib/features/cases/model'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { newId, sql } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'

import { releasedJob, sweepHoldsJob } from './jobs'
import { endOfDay, isSecretNow, reasonNot, startOfDay, stateAfter, type Step } from './model'
import { mayKnowWhere } from './queries'
import { asFormer, idAmong, seeAlarms } from './readings'
import { holdInput, holdRef } from './schema'
import { lockForPlacing } from './statements'

/** Puts something on hold: from the moment of the answer nothing of it is dropped, erased or destroyed. */
export const place = defineCommand({
  name: 'holds.place',
  permission: 'hold.manage',
  fresh: true,
  input: holdInput,
  isPublicDoor: true,
  async run(context, input) {
    const { tx, now, remember, enqueue } = context
    const actor = personIn(context)
    await lockForPlacing(tx)
    const scope = await scopeOf(context, input)
    const { source, reference, releaseEvent, fromOn, untilOn, startsOn, keepUntil, isSecret, secretUntil } = input
    const id = newId()
    const hold = {
      source,
      reference,
      releaseEvent,
      ...scope,
      fromAt: fromOn ? startOfDay(fromOn) : null,
      untilAt: untilOn ? endOfDay(untilOn) : null,
      startsAt: new Date(`${startsOn}T00:00:00Z`),
      keepUntil: keepUntil ? endOfDay(keepUntil) : null,
      isSecret,
      secretUntil: isSecret && secretUntil ? endOfDay(secretUntil) : null,
      namedIds: isSecret ? await namedOf(context, input.namedIds) : [],
    }
    if (hold.keepUntil && hold.keepUntil <= now) throw new AppError('badInput', { fields: 'keepUntil' })
    await tx.hold.create({ data: { id, instanceId: actor.instanceId, placedById: actor.id, placedAt: now, ...hold } })
    await enqueue(sweepHoldsJob, {}, { key: 'holds.sweep' })
    remember({
      ...aboutOf('holds.place', hold, now),
      fields: { hold: id, source, reference, releaseEvent, startsOn, keepUntil, isSecret, ...countsOf(scope) },
    })
    return { id }
  },
})

/** Keeps longer, never shorter: to end a hold early takes two people. A proposal to release falls with it. */
export const extend = defineCommand({
  name: 'holds.extend',
  permission: 'hold.manage',
  fresh: true,
  input: holdRef.extend({ keepUntil: z.iso.date().nullable() }),
  isPublicDoor: true,
  async run(context, { keepUntil, ...ref }) {
    await lockForPlacing(context.tx)
    const hold = await takeUp(context, ref, 'extend')
    const next = keepUntil ? endOfDay(keepUntil) : null
    if (hold.keepUntil === null || (next && next <= hold.keepUntil)) throw new AppError('hold.notLonger')
    await move(context, hold, 'extend', { keepUntil: next, proposedById: null, proposedAt: null, proposedWhy: null })
    context.remember({ ...aboutOf('holds.extend', hold, context.now), fields: { hold: hold.id, keepUntil } })
    return { id: hold.id }
  },
})

export const proposeRelease = defineCommand({
  name: 'holds.proposeRelease',
  permission: 'hold.manage',
  fresh: true,
  input: holdRef.extend({ why: z.string().trim().min(1).max(500) }),
  isPublicDoor: true,
  async run(context, { why, ...ref }) {
    const hold = await takeUp(context, ref, 'propose')
    const proposed = { proposedById: personIn(context).id, proposedAt: context.now, proposedWhy: why }
    await move(context, hold, 'propose', proposed)
    context.remember({ ...aboutOf('holds.proposeRelease', hold, context.now), fields: { hold: hold.id, why } })
    return { id: hold.id }
  },
})

/** The second of the two. What had to wait for the hold goes on by itself. */
export const confirmRelease = defineCommand({
  name: 'holds.confirmRelease',
  permission: 'hold.manage',
  fresh: true,
  input: holdRef,
  isPublicDoor: true,
  async run(context, ref) {
    const hold = await takeUp(context, ref, 'confirm')
    await move(context, hold, 'confirm', { releasedById: personIn(context).id, releasedAt: context.now })
    await context.enqueue(releasedJob, {}, { key: 'holds.released' })
    await context.enqueue(sweepHoldsJob, {}, { key: 'holds.sweep' })
    const why = hold.proposedWhy
    context.remember({ ...aboutOf('holds.confirmRelease', hold, context.now), fields: { hold: hold.id, why } })
    return { id: hold.id }
  },
})

export const withdrawRelease = defineCommand({
  name: 'holds.withdrawRelease',
  permission: 'hold.manage',
  fresh: true,
  input: holdRef,
  isPublicDoor: true,
  async run(context, ref) {
    const hold = await takeUp(context, ref, 'withdraw')
    await move(context, hold, 'withdraw', { proposedById: null, proposedAt: null, proposedWhy: null })
    context.remember({ ...aboutOf('holds.withdrawRelease', hold, context.now), fields: { hold: hold.id } })
    return { id: hold.id }
  },
})

/** Somebody has seen an alarm and done what it asks for: fetched what is to be kept, or lifted the suspension. */
export const settleAlarm = defineCommand({
  name: 'holds.settleAlarm',
  permission: 'hold.manage',
  input: z.object({ id: z.uuid() }),
  isPublicDoor: true,
  async run(context, { id }) {
    const actor = personIn(context)
    const alarm = await context.tx.purgeAlarm.findFirst({ where: { id, instanceId: actor.instanceId } })
    if (!alarm || alarm.accountId === actor.remoteId) throw new AppError('notFound')
    // Those of earlier days of the same purge with it: the later ones still come.
    const { count } = await context.tx.purgeAlarm.updateMany({
      where: {
        instanceId: alarm.instanceId,
        accountId: alarm.accountId,
        kind: alarm.kind,
        day: { lte: alarm.day },
        settledAt: null,
      },
      data: { settledAt: context.now, settledAs: 'seen', settledById: actor.id },
    })
    context.remember({ command: 'holds.secret.settleAlarm', fields: { alarm: id, day: alarm.day } })
    return { count }
  },
})

/** What our own machinery notes: whom of those on hold the instance has suspended or destroyed. */
export const noteAlarms = defineCommand({
  name: 'holds.noteAlarms',
  permission: 'mirror.write',
  input: z.object({}),
  run: ({ tx, now }) => seeAlarms(tx, now),
})

type Row = NonNullable<Awaited<ReturnType<CommandContext['tx']['hold']['findFirst']>>>

/** Locks a hold that the actor may know of, as they saw it, for a step that is open to them. */
async function takeUp(context: CommandContext, { id, version }: z.output<typeof holdRef>, step: Step): Promise<Row> {
  const { tx, now } = context
  const actor = personIn(context)
  await tx.$queryRaw(sql`SELECT id FROM hold WHERE id = ${id}::uuid FOR UPDATE`)
  const there = await tx.hold.findUnique({ where: { id }, select: { instanceId: true } })
  const isFormer = there !== null && there.instanceId !== actor.instanceId
  const former = isFormer ? await asFormer(tx, actor, there.instanceId) : null
  const [hold] = isFormer && !former ? [] : await mayKnowWhere(tx, former ?? actor, now, { id })
  if (!hold) throw new AppError('notFound')
  if (hold.version !== version) throw new AppError('hold.moved')
  const why = reasonNot(step, hold, { personId: idAmong(hold, actor, former), now })
  if (why) throw new AppError(why)
  return hold
}

const move = ({ tx }: CommandContext, { id }: Row, step: Step, more: Partial<Row>) =>
  tx.hold.update({ where: { id }, data: { ...more, state: stateAfter(step), version: { increment: 1 } } })

/**
 * Of a secret hold the log names neither case nor person, and under a name of its own: the row stands in no timeline, and in the
 * log only for those who manage holds.
 */
function aboutOf(command: string, hold: Pick<Row, 'isSecret' | 'secretUntil' | 'caseIds' | 'accountIds'>, now: Date) {
  if (isSecretNow(hold, now)) return { command: command.replace('holds.', 'holds.secret.') }
  const caseId = hold.caseIds.length === 1 ? (hold.caseIds[0] ?? null) : null
  return { command, caseId, subjectIds: hold.accountIds }
}

type Input = z.output<typeof holdInput>

async function scopeOf(context: CommandContext, { caseNumbers, accounts, posts }: Input) {
  const { tx } = context
  const actor = personIn(context)
  const cases = await tx.case.findMany({ where: { AND: [{ number: { in: caseNumbers } }, visibleTo(actor)] } })
  const unknown = caseNumbers.find((number) => !cases.some((row) => row.number === number))
  if (unknown) throw new AppError('hold.unknownCase', { number: unknown })
  const accountIds: string[] = []
  for (const name of accounts) accountIds.push(await accountIdOf(context, name))
  // Nobody decides about what is kept of themselves.
  if (accountIds.includes(actor.remoteId)) throw new AppError('hold.yourself')
  const postIds: string[] = []
  for (const name of posts) postIds.push(await postIdOf(context, name))
  return { caseIds: cases.map((row) => row.id), accountIds: [...new Set(accountIds)], postIds: [...new Set(postIds)] }
}

const ID = /^[A-Za-z0-9_-]{1,64}$/

async function accountIdOf(context: CommandContext, name: string): Promise<string> {
  const { instanceId } = personIn(context)
  const acct = name.replace(/^@/, '')
  const account = await context.tx.account.findFirst({
    where: { instanceId, OR: [{ acct: { equals: acct, mode: 'insensitive' } }, { remoteId: name }] },
  })
  // An id that nobody knows yet may be held: it is what the demand names.
  if (!account && /^\d{1,20}$/.test(name)) return name
  if (!account) throw new AppError('hold.unknownAccount', { name })
  return account.remoteId
}

async function postIdOf(context: CommandContext, name: string): Promise<string> {
  const { instanceId } = personIn(context)
  const id = ID.test(name) ? name : (/\/(?:statuses|@[^/]+)\/(\d{1,20})$/.exec(name)?.[1] ?? '')
  const post = await context.tx.post.findFirst({ where: { instanceId, OR: [{ url: name }, { remoteId: id }] } })
  if (!post && !id) throw new AppError('hold.unknownPost', { name })
  return post?.remoteId ?? id
}

async function namedOf(context: CommandContext, ids: readonly string[]): Promise<string[]> {
  const { instanceId } = personIn(context)
  const people = await context.tx.person.findMany({ where: { instanceId, id: { in: [...ids] } }, select: { id: true } })
  return people.map((person) => person.id)
}

const countsOf = (scope: { caseIds: string[]; accountIds: string[]; postIds: string[] }) => ({
  cases: scope.caseIds.length,
  accounts: scope.accountIds.length,
  posts: scope.postIds.length,
})
