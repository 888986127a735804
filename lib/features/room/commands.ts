import { z } from 'zod'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import type { Actor } from '@/lib/platform/access/access'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { newId } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { mayBeShownTo } from './queries'

/** From now on somebody confined to named cases sees this one. */
export const share = defineCommand({
  name: 'room.share',
  permission: 'case.share',
  fresh: true,
  input: z.object({ caseId: z.uuid(), personId: z.uuid() }),
  isPublicDoor: true,
  async run(context, { caseId, personId }) {
    const row = await context.tx.case.findFirst({
      where: { AND: [{ id: caseId }, visibleAndOrdinary(context.actor)] },
    })
    if (!row || !(await mayBeShownTo(context.tx, row, personId, context.now))) throw new AppError('notFound')
    await shareWith(context, { caseId, personId })
    return { caseId }
  },
})

/** They do not see it any more; that they did stays on record. */
export const unshare = defineCommand({
  name: 'room.unshare',
  permission: 'case.share',
  input: z.object({ caseId: z.uuid(), personId: z.uuid() }),
  isPublicDoor: true,
  async run(context, { caseId, personId }) {
    const seen = await context.tx.case.count({
      where: { AND: [{ id: caseId }, visibleAndOrdinary(context.actor)] },
    })
    if (seen === 0 || (await unshareFrom(context, { personId, caseId })) === 0) throw new AppError('notFound')
    return { caseId }
  },
})

/** Shares a case and remembers it on the case; once where it is shared already. */
export async function shareWith(context: CommandContext, { caseId, personId }: { caseId: string; personId: string }) {
  const { tx, now, actor, remember } = context
  const person = await tx.person.findUniqueOrThrow({ where: { id: personId } })
  const { count } = await tx.caseShare.createMany({
    data: [{ id: newId(), caseId, personId, sharedById: idOf(actor), sharedAt: now }],
    skipDuplicates: true,
  })
  if (count > 0) remember({ command: 'room.share', caseId, fields: { with: person.acct } })
}

/** Takes back what somebody was shown: one case, or all of them. */
export async function unshareFrom(
  { tx, now, actor, remember }: CommandContext,
  where: { personId: string; caseId?: string },
): Promise<number> {
  const shares = await tx.caseShare.findMany({ where: { ...where, takenBackAt: null }, include: { person: true } })
  for (const { id, caseId, person } of shares) {
    await tx.caseShare.update({ where: { id }, data: { takenBackAt: now, takenBackById: idOf(actor) } })
    remember({ command: 'room.unshare', caseId, fields: { with: person.acct } })
  }
  return shares.length
}

function idOf(actor: Actor): string {
  if (actor.kind !== 'person') throw new AppError('notAllowed', { permission: 'case.share' })
  return actor.id
}
