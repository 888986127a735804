import { z } from 'zod'
import { moveOn } from '@/lib/features/cases/commands'
import { settleReader, giveBack } from '@/lib/features/tokens/commands'
import type { PersonActor } from '@/lib/platform/access/access'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { newId, sql } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import { mayTake } from './model'

/**
 * "Disconnect my account": what waits is cancelled first, or handed over with the cases; then the token is given back and the
 * sessions end. An act is never sent under another name: a colleague finds it described in a note and decides anew.
 */
export const disconnect = defineCommand({
  name: 'staff.disconnect',
  permission: 'self.manage',
  input: z.object({ handsToId: z.uuid().nullable().default(null) }),
  isPublicDoor: true,
  async run(context, { handsToId }) {
    const { tx, actor, remember } = context
    if (actor.kind !== 'person') throw new AppError('notAllowed', { permission: 'self.manage' })
    // Nobody chooses this account as reader, or hands something to it, at the same moment.
    await tx.$queryRaw(sql`SELECT id FROM instance WHERE id = ${actor.instanceId}::uuid FOR UPDATE`)
    const colleague = handsToId ? await colleagueOf(context, actor, handsToId) : null
    const cases = await casesOf(context, actor)
    for (const row of cases) await letGoOf(context, actor, row, colleague && mayTake(colleague, row) ? colleague : null)
    const { count: tokens } = await giveBack(context, { personId: actor.id })
    const { count: sessions } = await tx.session.deleteMany({ where: { personId: actor.id } })
    await settleReader(context, actor.instanceId)
    remember({ fields: { cases: cases.length, handedTo: colleague?.acct ?? null, sessions, tokens } })
    return { cases: cases.length }
  },
})

/** Somebody else of this instance; whether they may take a case is asked of each. */
async function colleagueOf({ tx }: CommandContext, actor: PersonActor, id: string) {
  const person = await tx.person.findFirst({
    where: { id, instanceId: actor.instanceId, NOT: { id: actor.id } },
    include: { tokens: true },
  })
  if (!person) throw new AppError('notFound')
  return person
}
type Colleague = Awaited<ReturnType<typeof colleagueOf>>

/** Open cases that the person has, and cases with acts of theirs that wait, each locked. */
async function casesOf({ tx }: CommandContext, actor: PersonActor) {
  const found = await tx.case.findMany({
    where: {
      instanceId: actor.instanceId,
      OR: [{ ownerId: actor.id, state: 'open' }, { acts: { some: { personId: actor.id, state: 'asked' } } }],
    },
    orderBy: { id: 'asc' },
    select: { id: true },
  })
  for (const { id } of found) await tx.$queryRaw(sql`SELECT id FROM "case" WHERE id = ${id}::uuid FOR UPDATE`)
  return tx.case.findMany({ where: { id: { in: found.map((row) => row.id) } }, orderBy: { id: 'asc' } })
}
type CaseRow = Awaited<ReturnType<typeof casesOf>>[number]

async function letGoOf(context: CommandContext, actor: PersonActor, row: CaseRow, to: Colleague | null): Promise<void> {
  const { tx, now, remember } = context
  const waiting = await tx.act.findMany({ where: { caseId: row.id, personId: actor.id, state: 'asked' } })
  await tx.act.updateMany({
    where: { id: { in: waiting.map((act) => act.id) } },
    data: { state: 'cancelled', failure: 'left', settledAt: now },
  })
  const kinds = [...new Set(waiting.map((act) => act.kind))]
  if (to) {
    const acts =
      kinds.map((kind) => t(messageFor('did', kind, 'leaving.someAct'), { n: waiting.length })).join(', ') || 'none'
    const text = t('leaving.note', { who: `@${actor.name}`, acts })
    await tx.caseNote.create({ data: { id: newId(), caseId: row.id, personId: actor.id, text, at: now } })
  }
  const isTheirs = row.ownerId === actor.id
  await moveOn(context, row.id, isTheirs ? { ownerId: to?.id ?? null, ownedAt: to ? now : null } : {})
  remember({
    command: 'cases.letGo',
    caseId: row.id,
    subjectIds: row.subjectId ? [row.subjectId] : [],
    fields: { from: actor.name, to: to?.acct ?? null, cancelled: kinds },
  })
}
