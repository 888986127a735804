import { z } from 'zod'
import { rolesOf } from '@/lib/features/staff/model'
import { can } from '@/lib/platform/access/access'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery } from '@/lib/platform/queries/define'
import { isAloneOn } from './commands'
import { aloneFrom } from './model'

/** How the copyright desk is staffed, and who could be its deputy. */
export const desk = defineQuery({
  name: 'notices.desk',
  permission: 'settings.read',
  input: z.object({}),
  async run({ db, actor, now }) {
    if (actor.kind !== 'person') throw new AppError('signIn.needed')
    const { instanceId } = actor
    const set = await db.copyrightDesk.findUnique({ where: { instanceId } })
    const people = await db.person.findMany({ where: { instanceId, guest: null }, orderBy: { acct: 'asc' } })
    return {
      isAlone: set?.isAlone ?? false,
      aloneAt: set?.isAlone ? (set.aloneAt?.toISOString() ?? null) : null,
      /** A day after it was switched on. */
      aloneFrom: aloneFrom(set)?.toISOString() ?? null,
      aloneBy: people.find((person) => set?.isAlone && person.id === set.aloneById)?.acct ?? null,
      isInForce: await isAloneOn(db, instanceId, now),
      deputyId: set?.deputyId ?? null,
      people: people.filter((person) => rolesOf(person).length > 0).map(({ id, acct }) => ({ id, acct })),
      maySet: can(actor, 'staff.manage'),
    }
  },
})
