import { z } from 'zod'
import type { Actor } from '@/lib/platform/access/access'
import { defineCommand } from '@/lib/platform/commands/define'
import { newId, sql, type Tx } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { sealHere, unsealHere } from '@/lib/platform/vault/console'
import { OVERLAP_MS, SECRETS_AT_ONCE } from './model'
import { secretInput } from './schema'

/**
 * The secret that Mastodon shows beside the webhook. The former one counts for a day longer, because deliveries that were
 * refused come again and Mastodon's page may not have been pressed yet. Pasted twice it is one.
 */
export const setSecret = defineCommand({
  name: 'webhooks.setSecret',
  permission: 'instance.connect',
  input: z.object({ secret: z.string().max(200) }),
  isPublicDoor: true,
  attempts: { limit: 20, windowMs: 10 * 60_000 },
  async run({ tx, actor, now, remember }, input) {
    const instanceId = instanceOf(actor)
    const parsed = secretInput.safeParse(input)
    if (!parsed.success) throw new AppError('webhooks.secret')
    const { secret } = parsed.data
    await holdSecrets(tx, instanceId)
    const before = await tx.webhookSecret.findMany({ where: { instanceId }, orderBy: { pastedAt: 'desc' } })
    const same = before.find((row) => unsealHere('webhook secret', row.id, row.sealed) === secret)
    const others = before.filter((row) => row !== same)
    const id = same?.id ?? newId()
    const current = { pastedAt: now, validUntil: null }
    const sealed = sealHere('webhook secret', id, secret)
    await tx.webhookSecret.upsert({
      where: { id },
      create: { id, instanceId, sealed, ...current },
      update: current,
    })
    const validUntil = new Date(now.getTime() + OVERLAP_MS)
    const [kept, dropped] = [others.slice(0, SECRETS_AT_ONCE - 1), others.slice(SECRETS_AT_ONCE - 1)]
    await tx.webhookSecret.updateMany({
      where: { id: { in: kept.map((row) => row.id) }, validUntil: null },
      data: { validUntil },
    })
    await tx.webhookSecret.deleteMany({ where: { id: { in: dropped.map((row) => row.id) } } })
    remember({ fields: { beside: kept.length } })
    return { isNew: !same }
  },
})

/** From now on nothing that is signed with it is taken. Without any, webhooks are refused until one is pasted. */
export const removeSecret = defineCommand({
  name: 'webhooks.removeSecret',
  permission: 'instance.connect',
  input: z.object({ id: z.uuid() }),
  isPublicDoor: true,
  async run({ tx, actor, now, remember }, { id }) {
    const instanceId = instanceOf(actor)
    await holdSecrets(tx, instanceId)
    const { count } = await tx.webhookSecret.deleteMany({ where: { id, instanceId } })
    if (count === 0) throw new AppError('notFound')
    const left = await tx.webhookSecret.findFirst({
      where: { instanceId, OR: [{ validUntil: null }, { validUntil: { gt: now } }] },
      orderBy: { pastedAt: 'desc' },
    })
    // The newer one was the wrong one: the former counts on, without an end.
    if (left) await tx.webhookSecret.update({ where: { id: left.id }, data: { validUntil: null } })
    remember({ fields: { left: left ? 1 : 0 } })
    return { left: left ? 1 : 0 }
  },
})

// One at a time, so that two presses do not both find the same secrets.
const holdSecrets = (tx: Tx, instanceId: string) =>
  tx.$queryRaw(sql`SELECT id FROM instance WHERE id = ${instanceId}::uuid FOR UPDATE`)

function instanceOf(actor: Actor): string {
  if (actor.kind !== 'person') throw new AppError('notAllowed', { permission: 'instance.connect' })
  return actor.instanceId
}
