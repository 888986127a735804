import { z } from 'zod'
import { visibleTo } from '@/lib/features/cases/model'
import { nextMomentAt } from '@/lib/features/deadlines/model'
import type { Direction, Mark } from '@/lib/features/deadlines/schema'
import { actorOf, rolesOf } from '@/lib/features/staff/model'
import { parseDay } from '@/lib/platform/calendar/days'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { newId } from '@/lib/platform/db/client'
import { sendReminderJob } from './jobs'
import { momentNow, roleFor, tellsAll } from './model'

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
    return { told: people.length }
  },
})

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
  // Whom the owner named for alarms that nobody touches.
  const desk =
    row.kind === 'copyright' && isAll
      ? await tx.copyrightDesk.findUnique({ where: { instanceId: row.instanceId } })
      : null
  const deputy = may.filter(({ id }) => id === desk?.deputyId)
  const told = isAll || owner.length === 0 ? [...owner, ...wider, ...deputy] : owner
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
