import { z } from 'zod'
import { AppError } from '@/lib/platform/errors/error'
import { RESTING_PLACES } from '@/lib/platform/privacy/resting-places'
import { defineQuery } from '@/lib/platform/queries/define'

/** What is kept, why and until when: the list in code with the numbers of this console. */
export const places = defineQuery({
  name: 'settings.kept',
  permission: 'settings.read',
  input: z.object({}),
  async run({ db, actor }) {
    if (actor.kind !== 'person') throw new AppError('signIn.needed')
    const { keepsMonths } = await db.instance.findUniqueOrThrow({ where: { id: actor.instanceId } })
    return {
      places: RESTING_PLACES.map(({ id, protection, columns = {}, files = [], until = {} }) => ({
        id,
        protection,
        until: id === 'reports' ? { ...until, months: keepsMonths } : until,
        where: [...Object.entries(columns).map(([table, names]) => `${table}: ${names.join(', ')}`), ...files],
      })),
    }
  },
})
