import { z } from 'zod'
import { moveOn } from '@/lib/features/cases/commands'
import { append } from '@/lib/features/deadlines/commands'
import { addedDaysOf, clockOf } from '@/lib/features/deadlines/queries'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { newId, sql } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { dayToAdd, effectsOf } from './queries'
import { dayInput } from './schema'

/**
 * A holiday by counsel's word. It moves what must not come too early or end too early, each with a line in its ledger, and
 * never what must be done in time.
 */
export const addDay = defineCommand({
  name: 'calendars.addDay',
  permission: 'calendar.write',
  input: dayInput.extend({ why: z.string().trim().min(1).max(300) }),
  isPublicDoor: true,
  async run(context, { calendar, day, why }) {
    const { tx, now, actor } = context
    if (actor.kind !== 'person') throw new AppError('notAllowed', { permission: 'calendar.write' })
    dayToAdd(calendar, day, now)
    await lockCalendars(context, actor.instanceId)
    const { instanceId } = actor
    if ((await tx.addedDay.count({ where: { instanceId, calendar, day } })) > 0) throw new AppError('clock.dayThere')
    await tx.addedDay.create({
      data: { id: newId(), instanceId, calendar, day, why, addedById: actor.id, addedAt: now },
    })
    const moved = await takeOver(context, { instanceId, calendar, reason: why })
    context.remember({ fields: { calendar, day, why, moved } })
    return { moved }
  },
})

export const removeDay = defineCommand({
  name: 'calendars.removeDay',
  permission: 'calendar.write',
  input: z.object({ id: z.uuid() }),
  isPublicDoor: true,
  async run(context, { id }) {
    const { tx, actor } = context
    if (actor.kind !== 'person') throw new AppError('notAllowed', { permission: 'calendar.write' })
    const { instanceId } = actor
    await lockCalendars(context, instanceId)
    const row = await tx.addedDay.findFirst({ where: { id, instanceId } })
    if (!row) throw new AppError('notFound')
    await tx.addedDay.delete({ where: { id } })
    const { calendar, day, why } = row
    const moved = await takeOver(context, { instanceId, calendar, reason: why })
    context.remember({ fields: { calendar, day, why, moved } })
    return { moved }
  },
})

/** One change at a time: two days added at once would each miss the other. */
async function lockCalendars({ tx }: CommandContext, instanceId: string): Promise<void> {
  await tx.$queryRaw(
    sql`SELECT 1 AS held FROM (SELECT pg_advisory_xact_lock(hashtextextended(${`calendars ${instanceId}`}, 0))) AS lock`,
  )
}

/** Writes a line into each ledger that comes out differently now: also of cases that whoever decides may not see. */
async function takeOver(
  context: CommandContext,
  { instanceId, calendar, reason }: { instanceId: string; calendar: string; reason: string },
): Promise<number> {
  const { tx } = context
  const added = await addedDaysOf(tx, instanceId)
  const effects = await effectsOf(tx, { instanceId }, { calendar, added })
  for (const { clockId, where } of effects) {
    await tx.$queryRaw(sql`SELECT id FROM "case" WHERE id = ${where.caseId}::uuid FOR UPDATE`)
    const clock = await clockOf(tx, { caseId: where.caseId, clockId })
    if (!clock) continue
    await append(context, clock, { entry: { kind: 'recomputed', at: context.now }, reason, instanceId })
    await tellApproved(context, clockId)
    await moveOn(context, where.caseId)
    context.remember({ caseId: where.caseId, fields: { clock: clock.name, clockId, calendar } })
  }
  return effects.length
}

/**
 * A put-back that was approved ahead runs where its clock has the day; a closed window sets the approval aside. Both are read from the
 * clock, and told on the case.
 */
async function tellApproved({ tx, remember }: CommandContext, clockId: string): Promise<void> {
  const where = { clockId, state: 'forwarded', approvedAt: { not: null } }
  const counter = await tx.counterNotice.findFirst({ where })
  const clock = await tx.clock.findUnique({ where: { id: clockId }, include: { marks: true } })
  if (!counter || !clock) return
  const putBackAt = clock.marks.find((mark) => mark.name === 'target')?.at.toISOString() ?? null
  const { isWindowClosed } = clock
  const fields = {
    counter: counter.id,
    putBackAt: isWindowClosed ? null : putBackAt,
    isApprovalDropped: isWindowClosed,
  }
  remember({ command: 'putbacks.move', caseId: counter.caseId, subjectIds: [counter.accountId], fields })
}
