import { z } from 'zod'
import { personIn } from '@/lib/features/acts/intents'
import { askHolds } from '@/lib/features/holds/statements'
import { dropWebhooks } from '@/lib/features/webhooks/store'
import { holdKeys, signInside } from '@/lib/platform/audit/signing'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { isDuplicate, newId, sql, type Tx } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { daysMs, LIFETIMES } from '@/lib/platform/privacy/lifetimes'
import { runRetentionJob } from './jobs'
import { isChangeable, KINDS, type Kind, RULES, stateAfterAll } from './model'
import { certificateOf } from './render'
import { daysNow, dropAccounts, dropFailedJobs, dropRows, type RowKind } from './store'
import { dueOf } from './statements'

/** Drops what has been kept long enough and was never a decision; what it dropped is counted in the log, never named. */
export const dropStale = defineCommand({
  name: 'retention.drop',
  permission: 'mirror.write',
  input: z.looseObject({}),
  async run({ tx, now, remember }) {
    const accounts = await dropAccounts(tx, now, await askHolds(tx, now))
    await dropFailedJobs(tx, now)
    await dropWebhooks(tx, now)
    await tx.strangerRefusal.deleteMany({
      where: { hourAt: { lt: new Date(now.getTime() - daysMs(LIFETIMES.refusalDays)) } },
    })
    await tx.readerConsent.deleteMany({ where: { expiresAt: { lt: now } } })
    if (accounts > 0) remember({ fields: { accounts } })
    return { accounts }
  },
})

export const setRule = defineCommand({
  name: 'retention.setRule',
  permission: 'retention.manage',
  input: z.object({ kind: z.enum(KINDS), days: z.int() }),
  isPublicDoor: true,
  async run(context, { kind, days }) {
    const { least, most } = RULES[kind]
    if (!isChangeable(kind) || days < least || days > most) throw new AppError('retention.outOfBounds', { least, most })
    const before = (await daysNow(context.tx))[kind]
    const row = { days, changedById: personIn(context).id, changedAt: context.now }
    await context.tx.retentionRule.upsert({ where: { kind }, create: { kind, ...row }, update: row })
    context.remember({ fields: { kind, before, after: days } })
    return { kind, days }
  },
})

/** Somebody destroys now what is old enough. What is on hold waits, and the run with it. */
export const begin = defineCommand({
  name: 'retention.begin',
  permission: 'retention.manage',
  fresh: true,
  input: z.object({}),
  isPublicDoor: true,
  async run(context) {
    const actor = personIn(context)
    const id = await open(context, { instanceId: actor.instanceId, askedById: actor.id })
    context.remember({ fields: { run: id } })
    return { id }
  },
})

export const beginNightly = defineCommand({
  name: 'retention.beginNightly',
  permission: 'mirror.write',
  input: z.object({}),
  async run(context) {
    const instance = await context.tx.instance.findFirst({ where: { state: 'connected' }, select: { id: true } })
    if (!instance) return { id: null }
    const mine = { instanceId: instance.id, askedById: null }
    const known = await context.tx.retentionRun.findFirst({ where: { ...mine, state: { not: 'done' } } })
    return { id: known?.id ?? (await open(context, mine)) }
  },
})

/** Ends a run that waits for holds: what is held stays for another one. */
export const end = defineCommand({
  name: 'retention.end',
  permission: 'retention.manage',
  fresh: true,
  input: z.object({ id: z.uuid() }),
  isPublicDoor: true,
  async run(context, { id }) {
    const { instanceId } = personIn(context)
    const run = await locked(context.tx, id)
    if (run?.instanceId !== instanceId) throw new AppError('notFound')
    if (run.state !== 'waiting') throw new AppError('retention.notWaiting')
    await close(context, run, run.held)
    context.remember({ fields: { run: id } })
    if (run.held > 0) rememberHeld(context, id, run.held)
    return { id }
  },
})

async function open({ tx, now, enqueue }: CommandContext, mine: { instanceId: string; askedById: string | null }) {
  const id = newId()
  try {
    await tx.retentionRun.create({ data: { id, ...mine, asOf: now, rules: await daysNow(tx) } })
  } catch (error) {
    if (isDuplicate(error)) throw new AppError('retention.running')
    throw error
  }
  await enqueue(runRetentionJob, {}, { key: 'retention.run' })
  return id
}

/** One batch of rows of a kind, with a line for each in the certificate to come. Counts; zero when nothing is left. */
export const dropSome = defineCommand({
  name: 'retention.dropSome',
  permission: 'mirror.write',
  input: z.object({ runId: z.uuid(), kind: z.enum(KINDS) }),
  async run({ tx, now }, { runId, kind }): Promise<number> {
    const run = await locked(tx, runId)
    if (!run || run.state === 'done' || kind === 'evidence' || kind === 'cases') return 0
    const gone = await dropRows(tx, kind satisfies RowKind, ageOf(run, kind), now)
    const data = gone.map((one) => ({ runId, kind, ...one, at: now }))
    await tx.retentionItem.createMany({ data, skipDuplicates: true })
    return gone.length
  },
})

/** When nothing is left that may go: done with a certificate, or waiting for what is on hold. */
export const settleRun = defineCommand({
  name: 'retention.settleRun',
  permission: 'mirror.write',
  input: z.object({ runId: z.uuid() }),
  async run(context, { runId }) {
    const { tx, now, remember } = context
    const run = await locked(tx, runId)
    if (!run || run.state === 'done') return { state: 'done' }
    const held = await countHeld(tx, run, now)
    const state = stateAfterAll({ held, isOfPerson: run.askedById !== null })
    if (state === 'done') {
      const counts = await close(context, run, held)
      if (Object.values(counts).some((count) => count > 0))
        remember({ command: 'retention.run', fields: { run: runId, ...counts } })
      if (held > 0) rememberHeld(context, runId, held)
    } else if (run.state !== 'waiting' || run.held !== held) {
      await tx.retentionRun.update({ where: { id: runId }, data: { state, held } })
      rememberHeld(context, runId, held)
    }
    return { state }
  },
})

/** It tells that there is a hold: a row for those who manage holds. */
const rememberHeld = ({ remember }: CommandContext, run: string, held: number): void =>
  remember({ command: 'holds.secret.waits', fields: { run, held } })

type Run = NonNullable<Awaited<ReturnType<typeof locked>>>

async function locked(tx: Tx, id: string) {
  await tx.$queryRaw(sql`SELECT id FROM retention_run WHERE id = ${id}::uuid FOR UPDATE`)
  return tx.retentionRun.findUnique({ where: { id } })
}

/** A run that began before a kind was known goes by the usual days of it. */
const rules = z.partialRecord(z.enum(KINDS), z.int())

export function ageOf(run: { asOf: Date; rules: unknown }, kind: Kind) {
  return { asOf: run.asOf, days: rules.parse(run.rules)[kind] ?? RULES[kind].days }
}

async function countHeld(tx: Tx, run: Run, now: Date): Promise<number> {
  const holds = await askHolds(tx, now)
  let sum = 0
  for (const kind of KINDS) {
    const { from, held } = dueOf(kind, ageOf(run, kind), holds)
    const [row] = await tx.$queryRaw<{ n: number }[]>(sql`SELECT count(*)::int AS n ${from} AND ${held}`)
    sum += row?.n ?? 0
  }
  return sum
}

/** Signs what was destroyed. A nightly run that destroyed nothing leaves no certificate and no row. */
async function close({ tx, now }: CommandContext, run: Run, held: number): Promise<Record<string, number>> {
  const groups = await tx.retentionItem.groupBy({ by: ['kind'], where: { runId: run.id }, _count: true })
  const counts = Object.fromEntries(groups.map((group) => [group.kind, group._count]))
  if (groups.length === 0 && run.askedById === null) {
    await tx.retentionRun.delete({ where: { id: run.id } })
    return counts
  }
  await holdKeys(tx)
  const text = await certificateOf(tx, { run, counts, now })
  const signatures = { ...(await signInside(tx, Buffer.from(text))) }
  const closing = { state: 'done', held, finishedAt: now, certificate: text, signatures }
  await tx.retentionRun.update({ where: { id: run.id }, data: closing })
  return counts
}
