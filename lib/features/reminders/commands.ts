import { z } from 'zod'
import { visibleTo } from '@/lib/features/cases/model'
import { nextMomentAt } from '@/lib/features/deadlines/model'
import type { Direction, Mark } from '@/lib/features/deadlines/schema'
import { actorOf, rolesOf } from '@/lib/features/staff/model'
import { parseDay } from '@/lib/platform/calendar/days'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { newId } from '@/lib/platform/db/client'
import { sendReminderJob, tellDeputyJob } from './jobs'
import { DEPUTY, deputyLooksAt, hasDeputy, momentNow, roleFor, tellsAll } from './model'

/** Writes down whom to remind of one mark, and when to look at it next. The rows are what makes it at most once. */
export const note = defineCommand({
  name: 'reminders.note',
  permission: 'mirror.write',
  input: z.object({ clockId: z.uuid(), mark: z.string() }),
  async run(context, { clockId, mark: name }) {
    const { tx, now } = context
    const row = await tx.clockMark.findUnique({
      where: { clockId_name: { clockId, name } },
      include: { clock: { include: { case: true } } },
    })
    if (!row?.isOpen || !row.remindAt || row.remindAt > now) return { told: 0 }
    const mark = markOf(row)
    const moment = momentNow(mark, row.clock.startedAt, now)
    const next = nextMomentAt(mark, row.clock.startedAt, now)
    await tx.clockMark.update({ where: { clockId_name: { clockId, name } }, data: { remindAt: next } })
    if (!moment) return { told: 0 }
    const people = await recipientsOf(context, row.clock.case, tellsAll(moment, row.clock.case.ownerId !== null))
    for (const personId of people) {
      const id = newId()
      const { count } = await tx.reminder.createMany({
        data: [{ id, clockId, mark: name, markAt: row.at, moment, personId, at: now }],
        skipDuplicates: true,
      })
      if (count > 0) await context.enqueue(sendReminderJob, { reminderId: id }, { maxAttempts: 1 })
    }
    if (hasDeputy(row.clock.case.kind)) {
      const look = { clockId, mark: name, markAt: row.at.toISOString(), moment, since: now.toISOString() }
      const runAt = people.length === 0 ? now : deputyLooksAt(row.at, now)
      await context.enqueue(tellDeputyJob, look, { runAt, key: `deputy:${clockId}:${name}:${moment}`, maxAttempts: 3 })
    }
    return { told: people.length }
  },
})

/**
 * The deputy is told of what nobody touched: no person has opened the case or done anything on it since the others were told. Who
 * was told as one with the role is not told again.
 */
export const noteDeputy = defineCommand({
  name: 'reminders.noteDeputy',
  permission: 'mirror.write',
  input: tellDeputyJob.payload,
  async run(context, { clockId, mark: name, markAt, moment, since }) {
    const { tx, now } = context
    const row = await tx.clockMark.findUnique({
      where: { clockId_name: { clockId, name } },
      include: { clock: { include: { case: true } } },
    })
    if (!row?.isOpen || row.at.toISOString() !== markAt) return { told: 0 }
    const { case: about } = row.clock
    const desk = await tx.copyrightDesk.findUnique({ where: { instanceId: about.instanceId } })
    const deputy = desk?.deputyId ? await tx.person.findUnique({ where: { id: desk.deputyId } }) : null
    if (!deputy || (await isTouched(context, about.id, new Date(since)))) return { told: 0 }
    const sees = await tx.case.count({ where: { AND: [{ id: about.id }, visibleTo(actorOf(deputy))] } })
    const known = { clockId, mark: name, markAt: row.at, personId: deputy.id }
    if (sees === 0 || (await tx.reminder.count({ where: { ...known, moment } })) > 0) return { told: 0 }
    const id = newId()
    const { count } = await tx.reminder.createMany({
      data: [{ id, ...known, moment: `${DEPUTY}${moment}`, at: now }],
      skipDuplicates: true,
    })
    if (count > 0) await context.enqueue(sendReminderJob, { reminderId: id }, { maxAttempts: 1 })
    return { told: count }
  },
})

/** Whether a person has opened the case or done something on it since. Their rows of the log say so. */
async function isTouched({ tx }: CommandContext, caseId: string, since: Date): Promise<boolean> {
  return (await tx.auditRow.count({ where: { caseId, actorId: { not: null }, at: { gt: since } } })) > 0
}

export const markOf = (row: { name: string; direction: string; at: Date; day: string | null }): Mark => ({
  name: row.name,
  // Written by our own commands from the same union.
  direction: row.direction as Direction,
  at: row.at,
  day: row.day ? parseDay(row.day) : null,
})

interface CaseFacts {
  id: string
  instanceId: string
  kind: string
  ownerId: string | null
}

/** The owner of the case, or all with the role, or the owners of the console; only who may see the case. */
async function recipientsOf({ tx }: CommandContext, row: CaseFacts, isAll: boolean): Promise<string[]> {
  const staff = await tx.person.findMany({ where: { instanceId: row.instanceId } })
  const may = []
  for (const person of staff) {
    const sees = await tx.case.count({ where: { AND: [{ id: row.id }, visibleTo(actorOf(person))] } })
    if (sees > 0) may.push(person)
  }
  const owner = may.filter(({ id }) => id === row.ownerId)
  const role = roleFor(row.kind)
  const withRole = may.filter((person) => rolesOf(person).includes(role))
  const owners = may.filter((person) => rolesOf(person).includes('owner'))
  const wider = withRole.length > 0 ? withRole : owners
  const told = isAll || owner.length === 0 ? [...owner, ...wider] : owner
  return [...new Set(told.map(({ id }) => id))]
}

/** Claims a reminder for one try, before the mail server is called: a row that was tried is never tried again. */
export const claim = defineCommand({
  name: 'reminders.claim',
  permission: 'mirror.write',
  input: z.object({ reminderId: z.uuid() }),
  async run({ tx, now }, { reminderId: id }) {
    const { count } = await tx.reminder.updateMany({ where: { id, triedAt: null }, data: { triedAt: now } })
    return { isOurs: count === 1 }
  },
})

export const settle = defineCommand({
  name: 'reminders.settle',
  permission: 'mirror.write',
  input: z.object({ reminderId: z.uuid(), failure: z.string().nullable() }),
  async run({ tx, now }, { reminderId: id, failure }) {
    await tx.reminder.update({ where: { id }, data: failure ? { failure } : { sentAt: now } })
    return {}
  },
})
