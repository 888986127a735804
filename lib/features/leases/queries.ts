import { z } from 'zod'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery } from '@/lib/platform/queries/define'
import { lookersOf } from './store'

/** Who looks at the cases on a screen at this moment. */
export const list = defineQuery({
  name: 'leases.list',
  permission: 'report.read',
  input: z.object({ caseIds: z.array(z.uuid()).max(100) }),
  async run({ db, actor }, { caseIds }) {
    if (actor.kind !== 'person') throw new AppError('signIn.needed')
    return lookersOf(db, actor, caseIds)
  },
})
