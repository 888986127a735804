import { nameOf } from '@/lib/platform/access/access'
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
  if (row.version !== version) throw await staleness(context, caseId, { seen: version, stands: row.version })
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

interface Stand {
  seen: number
  stands: number
}

/**
 * Who changed what: oneself in another window, a colleague, or Mastodon. Where the versions are told, a colleague is named even
 * when our machinery has moved the case on since, by carrying out what they asked for.
 */
export async function staleness(context: CommandContext, caseId: string, stand?: Stand): Promise<AppError> {
  const { tx, actor, now } = context
  const moves = stand ? await movesBetween(context, caseId, stand) : []
  const own = moves.find((move) => move.isOwn && move.version === stand?.stands)
  if (own)
    return new AppError('case.stale', { who: nameOf(actor), isOwn: 1, what: own.command, minutes: ago(own, now) })
  const other = moves.find((move) => !move.isOwn)
  if (other) return new AppError('case.stale', { who: other.acct, what: other.command, minutes: ago(other, now) })
  const last = await tx.auditRow.findFirst({
    where: { caseId, outcome: 'done', NOT: { command: { in: ECHOES } } },
    orderBy: [{ recordedAt: 'desc' }, { id: 'desc' }],
  })
  // Nobody is faster than themselves: then it was Mastodon that changed, and the mirror saw it.
  const isOwn = actor.kind === 'person' && last?.actorId === actor.id
  return new AppError('case.stale', {
    who: isOwn || !last ? 'docket:mirror' : last.actor,
    what: isOwn || !last ? 'intake.takeIn' : last.command,
    minutes: last ? ago(last, now) : 0,
  })
}

// Whoever waited for the case took their time before what happened meanwhile.
const ago = ({ at }: { at: Date }, now: Date): number =>
  Math.max(0, Math.floor((now.getTime() - at.getTime()) / 60_000))

/** What people did since the version that was seen, the latest first: each answer tells to which version it led. */
async function movesBetween({ tx, actor }: CommandContext, caseId: string, { seen, stands }: Stand) {
  if (actor.kind !== 'person') return []
  return tx.$queryRaw<{ command: string; at: Date; version: number; acct: string; isOwn: boolean }[]>(sql`
    SELECT m.command, m.at, m.version, p.acct, p.id = ${actor.id}::uuid AS "isOwn"
    FROM (SELECT r.command, r.at, r.actor_id, CASE WHEN r.answer->'stored'->>'version' ~ '^[0-9]{1,9}$'
        THEN (r.answer->'stored'->>'version')::int END AS version
      FROM command_request r WHERE r.answer->'stored'->>'caseId' = ${caseId}) m
    JOIN person p ON p.id::text = m.actor_id WHERE m.version > ${seen} AND m.version <= ${stands}
    ORDER BY version DESC LIMIT 20`)
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
