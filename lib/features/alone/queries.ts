import { z } from 'zod'
import { rolesOf } from '@/lib/features/staff/model'
import { can } from '@/lib/platform/access/access'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery } from '@/lib/platform/queries/define'

/** How the copyright desk is staffed, and who could be its deputy. */
export const desk = defineQuery({
  name: 'notices.desk',
  permission: 'settings.read',
  input: z.object({}),
  async run({ db, actor }) {
    if (actor.kind !== 'person') throw new AppError('signIn.needed')
    const { instanceId } = actor
    const set = await db.copyrightDesk.findUnique({ where: { instanceId } })
    const people = await db.person.findMany({ where: { instanceId, guest: null }, orderBy: { acct: 'asc' } })
    return {
      isAlone: set?.isAlone ?? false,
      aloneAt: set?.isAlone ? (set.aloneAt?.toISOString() ?? null) : null,
      deputyId: set?.deputyId ?? null,
      people: people.filter((person) => rolesOf(person).length > 0).map(({ id, acct }) => ({ id, acct })),
      maySet: can(actor, 'staff.manage'),
    }
  },
})
