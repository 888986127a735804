import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { askForStamp, NoStamp } from '@/lib/integrations/stamps/client/ask'
import { rotateKeys as changeKeys } from '@/lib/platform/audit/signing'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { AppError } from '@/lib/platform/errors/error'
import { signHeadsJob } from './jobs'
import { authorityInput } from './schema'

/** Whose time stamps prove that the log existed. It is tried at once, on bytes that mean nothing: what does not stamp is not set. */
export const setAuthority = defineCommand({
  name: 'proof.setAuthority',
  permission: 'instance.connect',
  input: authorityInput,
  isPublicDoor: true,
  fresh: true,
  attempts: { limit: 20, windowMs: 10 * 60_000 },
  async look(_context, { url, confirmsPrivate }) {
    try {
      const { stamp } = await askForStamp({ url, privateAddressConfirmed: confirmsPrivate }, randomBytes(32))
      return stamp
    } catch (error) {
      if (error instanceof NoStamp) throw new AppError('proof.noStamp', { why: error.why })
      throw error
    }
  },
  async run(context, { url, isQualified, confirmsPrivate }, stamp) {
    const { tx, now, remember } = context
    const before = await tx.stampAuthority.findFirst()
    const chosen = {
      url,
      isQualified,
      privateAddressConfirmed: confirmsPrivate,
      setById: personIn(context),
      setAt: now,
    }
    const fresh = { ...chosen, failure: null, failedAt: null }
    await tx.stampAuthority.upsert({ where: { one: true }, create: fresh, update: fresh })
    remember({ fields: { url, isQualified, name: stamp.authorityName, before: before?.url ?? '' } })
    await context.enqueue(signHeadsJob, {})
    return { name: stamp.authorityName, stampedAt: stamp.stampedAt.toISOString() }
  },
})

/** From now on nothing is stamped, and every export says so. Stamps that there are stay. */
export const dropAuthority = defineCommand({
  name: 'proof.dropAuthority',
  permission: 'instance.connect',
  input: z.object({}),
  isPublicDoor: true,
  fresh: true,
  async run({ tx, remember }) {
    const before = await tx.stampAuthority.findFirst()
    if (!before) throw new AppError('notFound')
    await tx.stampAuthority.deleteMany()
    remember({ fields: { before: before.url } })
    return { before: before.url }
  },
})

/** New keys sign from now on. The former ones name them, and can sign nothing any more. */
export const rotateKeys = defineCommand({
  name: 'proof.rotateKeys',
  permission: 'instance.connect',
  input: z.object({}),
  isPublicDoor: true,
  fresh: true,
  async run({ tx, now, remember }) {
    const generation = await changeKeys(tx, now)
    remember({ fields: { generation } })
    return { generation }
  },
})

function personIn({ actor }: CommandContext): string {
  if (actor.kind !== 'person') throw new AppError('notAllowed', { permission: 'instance.connect' })
  return actor.id
}
