import { z } from 'zod'
import { endOf, isBeingUndone, isSuperseded } from '@/lib/features/acts/deadlines'
import { assertOn, intendFor } from '@/lib/features/acts/intents'
import { type ActKind, barrierTo, mayEnd, missingFor, OPPOSITE } from '@/lib/features/acts/model'
import { end } from '@/lib/features/acts/schema'
import { answerOf, moveOn, takeUp } from '@/lib/features/cases/commands'
import { isPersonStopped } from '@/lib/features/cases/queries'
import { caseRef } from '@/lib/features/cases/schema'
import { tokenOf } from '@/lib/features/instances/connections'
import { has, parsePermissions } from '@/lib/integrations/mastodon/schema/permissions'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { type Prisma, sql } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'

type ActRow = Prisma.ActGetPayload<{ include: { person: true } }>

/** Sets another end, or none: then it holds until somebody undoes it. */
export const change = defineCommand({
  name: 'ends.change',
  permission: 'report.act',
  input: caseRef.extend({ groupId: z.uuid(), end: end.nullable() }),
  isPublicDoor: true,
  async run(context, { groupId, end: wanted, ...ref }) {
    const { tx, now } = context
    const row = await takeUp(context, ref)
    const act = await tx.act.findFirst({ where: { caseId: row.id, groupId, afterId: null }, include: { person: true } })
    if (!act || !mayEnd(act.kind as ActKind) || !HOLDS.includes(act.state)) throw new AppError('act.noEnd')
    // Nobody sets the day for what they may not do themselves.
    await assertOn(context, row, OPPOSITE[act.kind as ActKind] ?? 'unlimit', barrierTo)
    if (act.endedAs !== null || isSuperseded(act, await actsOn(context, act))) throw new AppError('act.noEnd')
    const to = wanted ? endOf(wanted, now) : { endsAt: null, durationDays: null }
    if (!to) throw new AppError('act.wrongEnd')
    await tx.act.update({ where: { id: act.id }, data: to })
    const version = await moveOn(context, row.id)
    context.remember({
      caseId: row.id,
      subjectIds: [act.targetId],
      fields: { kind: act.kind, group: groupId, from: textOf(act.endsAt), to: textOf(to.endsAt), by: act.person.acct },
    })
    return answerOf(row.id, version, groupId)
  },
})
const textOf = (at: Date | null): string | null => at?.toISOString() ?? null

/**
 * The end of an act has come: its opposite is asked for under the name of whoever set it. Where that cannot be, the case says
 * so and a person has to look; nothing is tried under another name.
 */
export const come = defineCommand({
  name: 'ends.come',
  permission: 'mirror.write',
  input: z.object({ actId: z.uuid() }),
  async run(context, { actId }) {
    const { tx, now, remember } = context
    // The case first, as everybody who works on its acts does.
    await tx.$queryRaw(
      sql`SELECT id FROM "case" WHERE id = (SELECT case_id FROM act WHERE id = ${actId}::uuid) FOR UPDATE`,
    )
    const act = await tx.act.findUniqueOrThrow({ where: { id: actId }, include: { person: true } })
    const isDue = act.endsAt !== null && act.endsAt <= now && act.endedAs === null && DONE.includes(act.state)
    const others = isDue ? await actsOn(context, act) : []
    if (!isDue || isBeingUndone(act, others)) return { endedAs: null }
    const opposite = OPPOSITE[act.kind as ActKind] // Written by `intend` from the same union.
    const obstacle = isSuperseded(act, others) ? 'superseded' : await obstacleTo(context, act, opposite)
    const endedAs = obstacle ?? 'asked'
    await tx.act.update({ where: { id: actId }, data: { endedAs } })
    const { caseId, instanceId, personId, targetId } = act
    const groupId =
      !obstacle && opposite
        ? await intendFor(context, personId, { id: caseId, instanceId }, [
            { kind: opposite, targetId, reportId: null, undoesId: actId, isPatient: true },
          ])
        : null
    await moveOn(context, caseId)
    remember({
      caseId,
      subjectIds: [targetId],
      outcome: endedAs === 'asked' || endedAs === 'superseded' ? 'done' : 'failed',
      fields: { kind: act.kind, group: act.groupId, under: act.person.acct, became: endedAs, undoneBy: groupId },
    })
    return { endedAs }
  },
})

/** An act that nobody saw done may have been done: undoing it looks first. */
const DONE = ['confirmed', 'notConfirmed']
const HOLDS = ['asked', 'sent', ...DONE]

/** Why nothing can be asked under their name, as a code under `ended.why.`. The call looks again before it leaves. */
async function obstacleTo({ tx }: CommandContext, act: ActRow, opposite: ActKind | undefined): Promise<string | null> {
  if (!opposite) return 'notUndoable'
  if (await isPersonStopped(tx, { instanceId: act.instanceId, subjectId: act.targetId })) return 'stopped'
  const token = await tx.token.findUnique({ where: tokenOf(act.personId) })
  if (!token?.sealed || token.deadAt) return 'signInAgain'
  const permissions = parsePermissions(act.person.permissions)
  return missingFor(opposite, (permission) => has(permissions, permission))
}

/** All acts on the same person, from whichever case. */
const actsOn = ({ tx }: CommandContext, { instanceId, targetId }: ActRow) =>
  tx.act.findMany({ where: { instanceId, targetId } })
