import { z } from 'zod'
import { assertionOptions, canHavePasskeys, enrolmentOptions } from '@/lib/platform/auth/webauthn'
import { can, isHolder } from '@/lib/platform/access/access'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery } from '@/lib/platform/queries/define'
import { enrolPlace, inSession, touchPlace } from './commands'
import { whyNotEnrol } from './model'

/** One's own passkeys. */
export const list = defineQuery({
  name: 'passkeys.list',
  permission: 'self.enter',
  input: z.object({}),
  async run({ db, actor, now }) {
    if (!isHolder(actor)) throw new AppError('signIn.needed')
    const found = await db.passkey.findMany({ where: { personId: actor.id }, orderBy: { createdAt: 'asc' } })
    return {
      isPossible: canHavePasskeys(),
      /** The first one asks for a sign-in of a moment ago. */
      mustSignInAgain: whyNotEnrol(actor, found.length, now) === 'passkey.signInAgain',
      hasSettings: can(actor, 'settings.read'),
      passkeys: found.map(({ id, name, createdAt, lastUsedAt }) => ({
        id,
        name,
        createdAt: createdAt.toISOString(),
        lastUsedAt: lastUsedAt?.toISOString() ?? null,
      })),
    }
  },
})

/** What a browser needs to make a passkey; refused as the enrolment itself would be, before a device is asked. */
export const enrolOptions = defineQuery({
  name: 'passkeys.enrolOptions',
  permission: 'self.enter',
  input: z.object({}),
  async run({ db, actor, now }) {
    const person = inSession(actor)
    if (!canHavePasskeys()) throw new AppError('passkey.notHere')
    const known = await db.passkey.findMany({ where: { personId: person.id } })
    const why = whyNotEnrol(person, known.length, now)
    if (why) throw new AppError(why)
    const { displayName } = await db.person.findUniqueOrThrow({ where: { id: person.id } })
    return enrolmentOptions(enrolPlace(person.session), { id: person.id, name: person.name, displayName }, known, now)
  },
})

/** What a browser needs to ask for a touch. */
export const touchOptions = defineQuery({
  name: 'passkeys.touchOptions',
  permission: 'self.enter',
  input: z.object({}),
  async run({ db, actor, now }) {
    const person = inSession(actor)
    const known = await db.passkey.findMany({ where: { personId: person.id } })
    if (known.length === 0) throw new AppError('passkey.needed')
    return assertionOptions(touchPlace(person.session), known, now)
  },
})
