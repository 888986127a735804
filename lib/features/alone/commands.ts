import { z } from 'zod'
import { rolesOf } from '@/lib/features/staff/model'
import type { PersonActor } from '@/lib/platform/access/access'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import type { Tx } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { aloneFrom, secondBarrier } from './model'

/** How the copyright desk is staffed: a team of one says so itself, and names who is told of alarms that nobody touches. */
export const setDesk = defineCommand({
  name: 'notices.setDesk',
  permission: 'staff.manage',
  fresh: true,
  input: z.object({ isAlone: z.boolean(), deputyId: z.uuid().nullable() }),
  isPublicDoor: true,
  async run({ tx, actor, now, remember }, { isAlone, deputyId }) {
    if (actor.kind !== 'person') throw new AppError('notAllowed', { permission: 'staff.manage' })
    const { instanceId } = actor
    const deputy = deputyId ? await tx.person.findFirst({ where: { id: deputyId, instanceId } }) : null
    // A moderator's role comes from Mastodon and stands in no list of ours.
    if (deputyId && (!deputy || rolesOf(deputy).length === 0)) throw new AppError('notFound')
    const before = await tx.copyrightDesk.findUnique({ where: { instanceId } })
    const since = isAlone && !before?.isAlone ? { aloneAt: now, aloneById: actor.id } : {}
    const set = { isAlone, deputyId, ...since }
    await tx.copyrightDesk.upsert({ where: { instanceId }, create: { instanceId, ...set }, update: set })
    const row = await tx.copyrightDesk.findUnique({ where: { instanceId } })
    const from = aloneFrom(row)?.toISOString() ?? null
    remember({ fields: { isAlone, aloneFrom: from, deputy: deputy?.acct ?? null } })
    return { isAlone, aloneFrom: from, deputyId }
  },
})

/** Whoever is second of two: refused if they are the first, unless the team is one and a day has passed. Tells which it was. */
export async function assertSecond(
  context: CommandContext,
  actor: PersonActor,
  asked: { byId: string; at: Date },
): Promise<{ isAlone: boolean }> {
  const isAlone = await isAloneOn(context.tx, actor.instanceId, context.now)
  const barrier = secondBarrier(asked, { id: actor.id, now: context.now, isAlone })
  if (barrier) throw new AppError(barrier)
  return { isAlone: asked.byId === actor.id }
}

/** Whether the team is one by now: what was switched on less than a day ago does not count yet. */
export async function isAloneOn(db: Pick<Tx, 'copyrightDesk'>, instanceId: string, now: Date): Promise<boolean> {
  const from = aloneFrom(await db.copyrightDesk.findUnique({ where: { instanceId } }))
  return from !== null && from <= now
}
