import { z } from 'zod'
import { actViews } from '@/lib/features/acts/queries'
import type { ActView } from '@/lib/features/acts/schema'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery } from '@/lib/platform/queries/define'

interface Waiting {
  caseId: string
  number: number
  version: number
  name: string
  act: ActView
}

/** Acts of one's own that wait for Mastodon, oldest first. */
export const list = defineQuery({
  name: 'waiting.list',
  permission: 'report.act',
  input: z.object({}),
  async run({ db, actor, now }): Promise<{ acts: Waiting[]; now: string }> {
    if (actor.kind !== 'person') throw new AppError('signIn.needed')
    const own = { personId: actor.id, instanceId: actor.instanceId, case: visibleAndOrdinary(actor) }
    const rows = await db.act.findMany({
      where: { ...own, state: 'asked', NOT: { waitsUntil: null } },
      include: { person: true, case: true },
      orderBy: [{ askedAt: 'asc' }, { id: 'asc' }],
      take: SHOWN,
    })
    const people = await db.account.findMany({
      where: { instanceId: actor.instanceId, remoteId: { in: rows.map((row) => row.targetId) } },
    })
    const acts = actViews({ actor, now }, rows).flatMap((act) => {
      const row = rows.find((one) => one.groupId === act.groupId)
      const person = people.find((one) => one.remoteId === row?.targetId)
      if (!row) return []
      const { id: caseId, number, version } = row.case
      return [{ caseId, number, version, name: person?.displayName.trim() || person?.acct || row.targetId, act }]
    })
    return { acts, now: now.toISOString() }
  },
})
const SHOWN = 200
