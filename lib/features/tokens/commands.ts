import { z } from 'zod'
import { mayRead, tokenOf } from '@/lib/features/instances/connections'
import { mirrorKey, readInstanceJob } from '@/lib/features/instances/jobs'
import { has, parsePermissions } from '@/lib/integrations/mastodon/schema/permissions'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import type { Prisma } from '@/lib/platform/db/client'
import { closeArchiveJob, revokeTokenJob } from './jobs'

/**
 * Sees to it that the background is read by somebody who agreed to it: by the token of a consent for reading, and until there
 * is one by the owner's own. What was chosen stays while that is so; where there is neither, nobody reads.
 */
export async function settleReader(context: CommandContext, instanceId: string): Promise<void> {
  const { tx, remember, enqueue } = context
  const { readerPersonId } = await tx.instance.findUniqueOrThrow({ where: { id: instanceId } })
  const living = await tx.token.findMany({
    where: { deadAt: null, person: { instanceId } },
    include: { person: true },
    orderBy: { storedAt: 'asc' },
  })
  const able = living.filter(
    (token) => has(parsePermissions(token.person.permissions), 'manage_reports') && mayRead(token),
  )
  if (able.some((token) => token.personId === readerPersonId)) return
  const next = able.find((token) => token.purpose === 'reading') ?? able[0]
  if (!next && readerPersonId === null) return
  await tx.instance.update({ where: { id: instanceId }, data: { readerPersonId: next?.personId ?? null } })
  const fields = { person: next?.person.acct ?? null, purpose: next?.purpose ?? null }
  remember({ command: 'instance.chooseReader', fields })
  if (next) await enqueue(readInstanceJob, { instanceId }, { key: mirrorKey(instanceId), maxAttempts: 3 })
}

/** Gives tokens back: from this transaction on nothing uses them, and a job asks Mastodon to revoke each. */
export async function giveBack(
  { tx, now, enqueue }: CommandContext,
  where: Prisma.TokenWhereInput,
): Promise<{ count: number }> {
  const tokens = await tx.token.findMany({ where: { AND: [where, { NOT: { sealed: null } }] } })
  for (const { personId, purpose } of tokens) {
    const at = revokeTokenJob.payload.parse({ personId, purpose, round: 0 })
    await tx.token.update({ where: tokenOf(personId, at.purpose), data: { deadAt: now } })
    await enqueue(revokeTokenJob, at, { key: `revoke:${personId}:${purpose}`, maxAttempts: 3 })
  }
  return { count: tokens.length }
}

const which = z.object({ personId: z.uuid(), purpose: z.enum(['acting', 'reading']) })

/** Committed before the call, so that it is made once; `isFresh` tells the one caller who may make it. */
export const markRevoke = defineCommand({
  name: 'tokens.markRevoke',
  permission: 'mirror.write',
  input: which.extend({ isSent: z.boolean() }),
  async run({ tx, now }, { personId, purpose, isSent }) {
    // Somebody who signed in again meanwhile keeps the token: Mastodon gave the same one.
    const { count } = await tx.token.updateMany({
      where: { personId, purpose, deadAt: { not: null }, ...(isSent ? { revokeAskedAt: null } : {}) },
      data: { revokeAskedAt: isSent ? now : null },
    })
    return { isFresh: count === 1 }
  },
})

/** How it went. Whatever it was, the token is wiped: nothing here could use it any more. */
export const settleRevoke = defineCommand({
  name: 'tokens.revoke',
  permission: 'mirror.write',
  input: which.extend({ outcome: z.enum(['revoked', 'stillLives', 'notAnswered']) }),
  async run({ tx, now, remember, enqueue }, { personId, purpose, outcome }) {
    const { count } = await tx.token.updateMany({
      where: { personId, purpose, deadAt: { not: null }, NOT: { sealed: null } },
      data: { sealed: null, revokeOutcome: outcome, revokeSettledAt: now },
    })
    if (count === 0) return { isSettled: false }
    const person = await tx.person.findUniqueOrThrow({ where: { id: personId }, include: { instance: true } })
    remember({
      outcome: outcome === 'revoked' ? 'done' : 'failed',
      fields: { person: person.acct, instance: person.instance.domain, purpose, result: outcome },
    })
    const { id: instanceId, state } = person.instance
    if (state === 'archived') await enqueue(closeArchiveJob, { instanceId }, { key: `archive:${instanceId}` })
    return { isSettled: true }
  },
})
