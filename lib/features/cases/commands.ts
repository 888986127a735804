import { defineCommand, type CommandContext } from '@/lib/platform/commands/define'
import { newId, sql } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { mentionsIn, visibleTo } from './model'
import { isPersonStopped } from './queries'
import { type CaseAnswer, type CaseRef, noteInput } from './schema'

/** Locks a case that the actor may see; otherwise it does not exist. */
export async function lockCase({ tx, actor }: CommandContext, caseId: string) {
  await tx.$queryRaw(sql`SELECT id FROM "case" WHERE id = ${caseId}::uuid FOR UPDATE`)
  const row = await tx.case.findFirst({ where: { AND: [{ id: caseId }, visibleTo(actor)] }, include: { owner: true } })
  if (!row) throw new AppError('notFound')
  return row
}

/** Locks a case for work on it: nothing about the person stopped, and still as it was seen (409 with who changed what). */
export async function takeUp(context: CommandContext, { caseId, version }: CaseRef) {
  const row = await lockCase(context, caseId)
  if (await isPersonStopped(context.tx, row)) throw new AppError('case.stopped')
  if (row.version !== version) throw await staleness(context, caseId)
  return row
}

/** Moves the version on, and with it every screen that shows the case. */
export async function moveOn(
  { tx }: Pick<CommandContext, 'tx'>,
  caseId: string,
  change: Parameters<typeof tx.case.update>[0]['data'] = {},
): Promise<number> {
  const row = await tx.case.update({ where: { id: caseId }, data: { ...change, version: { increment: 1 } } })
  return row.version
}

export const answerOf = (caseId: string, version: number, groupId: string | null = null): CaseAnswer => ({
  caseId,
  version,
  groupId,
})

export async function staleness({ tx, actor, now }: CommandContext, caseId: string): Promise<AppError> {
  const last = await tx.auditRow.findFirst({
    where: { caseId, outcome: 'done', NOT: { command: { in: ECHOES } } },
    orderBy: [{ recordedAt: 'desc' }, { id: 'desc' }],
  })
  // Nobody is faster than themselves: then it was Mastodon that changed, and the mirror saw it.
  const isOwn = actor.kind === 'person' && last?.actorId === actor.id
  return new AppError('case.stale', {
    who: isOwn || !last ? 'docket:mirror' : last.actor,
    what: isOwn || !last ? 'intake.takeIn' : last.command,
    minutes: Math.floor((now.getTime() - (last?.at ?? now).getTime()) / 60_000),
  })
}

/** Rows that move no version, and what our machinery writes after an act of a person. */
const ECHOES = [
  'reports.case',
  'safety.case',
  'media.uncover',
  'media.recordViewing',
  'cases.addNote',
  'posts.thread',
  'acts.settle',
]

export const addNote = defineCommand({
  name: 'cases.addNote',
  permission: 'case.note',
  input: noteInput,
  isPublicDoor: true,
  async run(context, { caseId, text }) {
    const row = await lockCase(context, caseId)
    if (context.actor.kind !== 'person') throw new AppError('notAllowed', { permission: 'case.note' })
    const named = await context.tx.person.findMany({
      where: { instanceId: row.instanceId, acct: { in: mentionsIn(text), mode: 'insensitive' } },
      select: { acct: true },
    })
    const mentions = named.map((person) => person.acct).toSorted()
    const id = newId()
    await context.tx.caseNote.create({
      data: { id, caseId, personId: context.actor.id, text, mentions, at: context.now },
    })
    context.remember({ caseId, fields: { noteId: id, length: text.length, mentions } })
    return answerOf(caseId, row.version)
  },
})
