import { z } from 'zod'
import { couldAct } from '@/lib/features/staff/model'
import { can } from '@/lib/platform/access/access'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery } from '@/lib/platform/queries/define'

/** What would happen if the person disconnected now: what waits, what they have, and who could take it. */
export const preview = defineQuery({
  name: 'staff.leaving',
  permission: 'self.manage',
  input: z.object({}),
  async run({ db, actor }) {
    if (actor.kind !== 'person') throw new AppError('signIn.needed')
    const { id, instanceId } = actor
    const [instance, waiting, cases, people] = await Promise.all([
      db.instance.findUniqueOrThrow({ where: { id: instanceId } }),
      db.act.count({ where: { personId: id, state: 'asked' } }),
      db.case.count({ where: { instanceId, ownerId: id, state: 'open' } }),
      db.person.findMany({ where: { instanceId, NOT: { id } }, include: { tokens: true }, orderBy: { acct: 'asc' } }),
    ])
    const owners = people.filter((person) => person.roles.includes('owner'))
    return {
      waiting,
      cases,
      colleagues: people.filter(couldAct).map(({ id: personId, acct }) => ({ id: personId, acct })),
      isReader: instance.readerPersonId === id,
      isOnlyOwner: actor.roles.includes('owner') && owners.length === 0,
      domain: instance.domain,
      hasSettings: can(actor, 'settings.read'),
      /** Where Mastodon itself lists what may act in the person's name. */
      applicationsUrl: `${instance.origin}/oauth/authorized_applications`,
    }
  },
})
