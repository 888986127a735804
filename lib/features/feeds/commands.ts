import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { personWho } from '@/lib/platform/access/person'
import { isZone } from '@/lib/platform/calendar/zones'
import { defineCommand } from '@/lib/platform/commands/define'
import { env } from '@/lib/platform/env/env'
import { AppError } from '@/lib/platform/errors/error'
import { sealHere } from '@/lib/platform/vault/console'
import { ownInput } from './schema'

/** One's own zone, and where one's reminders go. Legal days keep the zone of their clock. */
export const setOwn = defineCommand({
  name: 'feeds.setOwn',
  permission: 'self.manage',
  input: ownInput,
  isPublicDoor: true,
  async run(context, { zone, address }) {
    const { id: personId } = personIn(context)
    if (!isZone(zone)) throw new AppError('badInput', { fields: 'zone' })
    const sealed = address ? sealHere('contact', `reminder ${personId}`, address) : null
    const data = { zone, address: sealed }
    await context.tx.personClock.upsert({ where: { personId }, create: { personId, ...data }, update: data })
    context.remember({ fields: { zone, hasAddress: address !== '' } })
    return { zone }
  },
})

/** A new secret address for one's calendar; the one before opens nothing any more. It is shown once. */
export const renew = defineCommand({
  name: 'feeds.renew',
  permission: 'self.manage',
  input: z.object({}),
  isPublicDoor: true,
  async run(context) {
    const { id: personId } = personIn(context)
    const secret = randomBytes(32).toString('base64url')
    const data = { feedHash: hashOf(secret), feedMadeAt: context.now }
    await context.tx.personClock.upsert({ where: { personId }, create: { personId, ...data }, update: data })
    context.remember({ fields: { feed: 'renewed' } })
    return { address: `${env().url}/api/feed/${secret}` }
  },
})

export const end = defineCommand({
  name: 'feeds.end',
  permission: 'self.manage',
  input: z.object({}),
  isPublicDoor: true,
  async run(context) {
    const { id: personId } = personIn(context)
    await context.tx.personClock.updateMany({ where: { personId }, data: { feedHash: null, feedMadeAt: null } })
    context.remember({ fields: { feed: 'ended' } })
    return {}
  },
})

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

const personIn = personWho('self.manage')
