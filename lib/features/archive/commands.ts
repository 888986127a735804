import { z } from 'zod'
import { register, writeInstance } from '@/lib/features/instances/commands'
import { mirrorKey } from '@/lib/features/instances/jobs'
import { find } from '@/lib/features/instances/probing'
import { addressInput } from '@/lib/features/instances/schema'
import { giveBack } from '@/lib/features/tokens/commands'
import { closeArchiveJob } from '@/lib/features/tokens/jobs'
import type { PersonActor } from '@/lib/platform/access/access'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { sql } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'

/**
 * Moves the console to another instance. The present one is archived: its cases can be read by the owner and nothing else, its
 * tokens are given back, its people are signed out. Nothing of it is mixed with the new one, which starts empty. The route
 * answers with the cookie of the set-up: who signs in there first from this browser becomes owner.
 */
export const move = defineCommand({
  name: 'instance.move',
  permission: 'instance.connect',
  // The domain that is left: a page that is no longer true moves nothing.
  input: addressInput.extend({ leaves: z.string().max(500) }),
  isPublicDoor: true,
  attempts: { limit: 20, windowMs: 10 * 60_000 },
  async look(context, { address, confirmsPrivate, leaves }) {
    const { db, actor } = context
    const found = await find(address, { confirmsPrivate })
    const present = await db.instance.findFirst({ where: { id: personIn(actor).instanceId, state: 'connected' } })
    if (present?.domain !== leaves) throw new AppError('move.stale')
    if (present.origin === found.probe.origin) throw new AppError('move.same', { domain: leaves })
    return register(context, found)
  },
  async run(context, { confirmsPrivate, leaves }, found) {
    const person = personIn(context.actor)
    await archive(context, person, leaves)
    await writeInstance(context, found, { isDemo: false, confirmsPrivate, movedById: person.id })
    return { origin: found.probe.origin }
  },
})

function personIn(actor: CommandContext['actor']): PersonActor {
  if (actor.kind !== 'person') throw new AppError('notAllowed', { permission: 'instance.connect' })
  return actor
}

async function archive(context: CommandContext, { instanceId: id }: PersonActor, leaves: string): Promise<void> {
  const { tx, now, remember, enqueue } = context
  await tx.$queryRaw(sql`SELECT id FROM instance WHERE id = ${id}::uuid FOR UPDATE`)
  const { count } = await tx.instance.updateMany({
    where: { id, state: 'connected', domain: leaves },
    data: { state: 'archived', archivedAt: now, readerPersonId: null },
  })
  if (count === 0) throw new AppError('move.stale')
  const people = { person: { instanceId: id } }
  const waiting = { instanceId: id, state: 'asked' }
  const cancelled = await tx.act.updateMany({
    where: waiting,
    data: { state: 'cancelled', failure: 'archived', settledAt: now },
  })
  // Their call was made and nobody will read back any more.
  const unseen = await tx.act.updateMany({
    where: { ...waiting, state: 'sent' },
    data: { state: 'notConfirmed', settledAt: now },
  })
  const tokens = await giveBack(context, people)
  await tx.session.deleteMany({ where: people })
  await tx.readerConsent.deleteMany({ where: { instanceId: id } })
  await tx.$queryRaw(sql`SELECT 1 AS done FROM graphile_worker.remove_job(${mirrorKey(id)})`)
  await enqueue(closeArchiveJob, { instanceId: id }, { key: `archive:${id}` })
  remember({
    command: 'instance.archive',
    fields: { domain: leaves, cancelled: cancelled.count, notConfirmed: unseen.count, tokens: tokens.count },
  })
}

/** When the last token is gone the application's own secrets are wiped too: nothing can be asked of that instance any more. */
export const wipe = defineCommand({
  name: 'archive.wipe',
  permission: 'mirror.write',
  input: z.object({ instanceId: z.uuid() }),
  async run({ tx, remember }, { instanceId }) {
    const left = await tx.token.count({ where: { person: { instanceId }, NOT: { sealed: null } } })
    const instance = await tx.instance.findFirst({ where: { id: instanceId, state: 'archived' } })
    if (!instance || left > 0) return { isWiped: false, isDemo: false }
    const isFirst = instance.clientSecret.length > 0
    await tx.instance.update({
      where: { id: instanceId },
      data: { clientSecret: new Uint8Array(), readerClientSecret: null },
    })
    if (isFirst) remember({ fields: { domain: instance.domain } })
    return { isWiped: true, isDemo: instance.isDemo }
  },
})
