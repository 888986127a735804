import { z } from 'zod'
import { type Actor, type Holder, isHolder, type PersonSession } from '@/lib/platform/access/access'
import { verifiedAssertion, verifiedEnrolment } from '@/lib/platform/auth/webauthn'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { sql } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { whyNotEnrol } from './model'
import { asSent, assertion, enrolment, passkeyName } from './schema'

/** What a challenge of this session is for: one of another session, or for another end, is worth nothing here. */
export const enrolPlace = (session: PersonSession): string => `enrol ${session.id}`
export const touchPlace = (session: PersonSession): string => `touch ${session.id}`

/** A passkey more. The first one needs a sign-in of a moment ago, every further one a touch of one that is there. */
export const enrol = defineCommand({
  name: 'passkeys.enrol',
  permission: 'self.enter',
  input: z.object({ name: passkeyName, response: enrolment }),
  isPublicDoor: true,
  async look({ db, actor, now }, { response }) {
    const { session } = inSession(actor)
    const made = await verifiedEnrolment(db, { place: enrolPlace(session), response: asSent(response), now })
    if (!made) throw new AppError('passkey.refused')
    return made
  },
  async run(context, { name }, made) {
    const { tx, now, remember } = context
    const person = inSession(context.actor)
    // Two windows that both enrol "the first one" come one after the other.
    await tx.$queryRaw(sql`SELECT id FROM person WHERE id = ${person.id}::uuid FOR UPDATE`)
    const had = await tx.passkey.count({ where: { personId: person.id } })
    const why = whyNotEnrol(person, had, now)
    if (why) throw new AppError(why)
    if (await tx.passkey.findUnique({ where: { credentialId: made.credentialId } })) throw new AppError('passkey.known')
    await tx.passkey.create({ data: { ...made, personId: person.id, name, createdAt: now, lastUsedAt: now } })
    // Its holder has just touched it.
    await noteTouch(context, person.session)
    remember({ fields: { passkey: name, had } })
    return { id: made.id }
  },
})

/** Somebody touched a passkey of theirs: what needs a fresh touch is open in this session for five minutes. */
export const touch = defineCommand({
  name: 'passkeys.touch',
  permission: 'self.enter',
  input: z.object({ response: assertion }),
  isPublicDoor: true,
  async look({ db, actor, now }, { response }) {
    const { id, session } = inSession(actor)
    const touched = await verifiedAssertion(db, { place: touchPlace(session), response: asSent(response), now })
    // Somebody else's key is no key here.
    if (!touched || touched.passkey.personId !== id) throw new AppError('passkey.refused')
    return touched
  },
  async run(context, _input, touched) {
    await countUse(context, touched)
    await noteTouch(context, inSession(context.actor).session)
    context.remember({ fields: { passkey: touched.passkey.name } })
    return {}
  },
})

export const remove = defineCommand({
  name: 'passkeys.remove',
  permission: 'self.enter',
  fresh: true,
  input: z.object({ passkeyId: z.uuid() }),
  isPublicDoor: true,
  async run({ tx, actor, remember }, { passkeyId }) {
    const passkey = await tx.passkey.findFirst({ where: { id: passkeyId, personId: inSession(actor).id } })
    if (!passkey) throw new AppError('notFound')
    // A guest has no other way in.
    if (actor.kind === 'guest' && (await tx.passkey.count({ where: { personId: actor.id } })) === 1)
      throw new AppError('passkey.last')
    await tx.passkey.delete({ where: { id: passkeyId } })
    remember({ fields: { passkey: passkey.name } })
    return {}
  },
})

/** Somebody lost theirs: the owner removes all of them, and the next sign-in enrols a first one again. */
export const removeOf = defineCommand({
  name: 'passkeys.removeOf',
  permission: 'staff.manage',
  fresh: true,
  input: z.object({ personId: z.uuid() }),
  isPublicDoor: true,
  async run({ tx, actor, remember }, { personId }) {
    const { instanceId } = inSession(actor)
    // A guest gets a new link instead.
    const person = await tx.person.findFirst({ where: { id: personId, instanceId, guest: null } })
    if (!person) throw new AppError('notFound')
    const { count } = await tx.passkey.deleteMany({ where: { personId } })
    await tx.session.updateMany({ where: { personId }, data: { touchedAt: null } })
    remember({ fields: { person: person.acct, passkeys: count } })
    return { removed: count }
  },
})

type Touched = NonNullable<Awaited<ReturnType<typeof verifiedAssertion>>>

/** A key that counts must have counted on: the same answer twice, or a copy of the key, is told by that. */
export async function countUse({ tx, now }: CommandContext, { passkey, counter }: Touched): Promise<void> {
  const { count } = await tx.passkey.updateMany({
    where: { id: passkey.id, OR: [{ counter: { lt: counter } }, ...(counter === 0n ? [{ counter: 0n }] : [])] },
    data: { counter, lastUsedAt: now },
  })
  if (count === 0) throw new AppError('passkey.refused')
}

async function noteTouch({ tx, now }: CommandContext, session: PersonSession): Promise<void> {
  const { count } = await tx.session.updateMany({ where: { tokenHash: session.id }, data: { touchedAt: now } })
  // Signed out meanwhile, here or by somebody else.
  if (count === 0) throw new AppError('signIn.needed')
}

/** Whoever asks from a browser; a job that acts for somebody has no session to touch anything in. */
export function inSession(actor: Actor): Holder & { session: PersonSession } {
  if (!isHolder(actor) || !actor.session) throw new AppError('signIn.needed')
  return { ...actor, session: actor.session }
}
