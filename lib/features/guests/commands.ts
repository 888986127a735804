import { createHash } from 'node:crypto'
import { z } from 'zod'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import { countUse } from '@/lib/features/passkeys/commands'
import { assertion, asSent, enrolment, passkeyName } from '@/lib/features/passkeys/schema'
import { shareWith, unshareFrom } from '@/lib/features/room/commands'
import { SESSION_MS } from '@/lib/features/staff/model'
import type { Actor, PersonActor } from '@/lib/platform/access/access'
import { hashOfSession, newSessionToken } from '@/lib/platform/auth/session'
import { verifiedAssertion, verifiedEnrolment } from '@/lib/platform/auth/webauthn'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { isDuplicate, newId } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { endOfDay, guestName, invitationEnd, isInvited, isLastDay, isWelcome } from './model'
import { invitation, inviteHash, inviteToken, lastDay } from './schema'

/** A lawyer or an auditor without any account: until a day, for named cases. The link is made in the owner's browser. */
export const invite = defineCommand({
  name: 'guests.invite',
  permission: 'staff.manage',
  fresh: true,
  input: invitation,
  isPublicDoor: true,
  async run(context, { name, role, endsOn, caseNumbers, inviteHash: hash }) {
    const { tx, now, remember } = context
    const { id: invitedById, instanceId } = ownerIn(context.actor)
    if (!isLastDay(endsOn, now)) throw new AppError('guest.lastDay')
    const cases = await tx.case.findMany({
      where: { AND: [{ number: { in: caseNumbers } }, visibleAndOrdinary(context.actor)] },
    })
    const unknown = caseNumbers.filter((number) => !cases.some((row) => row.number === number))
    if (unknown.length > 0) throw new AppError('guest.noCase', { numbers: unknown.join(', ') })
    const id = newId()
    const person = { id, instanceId, remoteId: `guest:${id}`, acct: guestName(name), displayName: name, roles: [] }
    await tx.person.create({ data: { ...person, createdAt: now } })
    const endsAt = endOfDay(endsOn)
    const invited = { role, invitedById, invitedAt: now, inviteHash: hash, inviteEndsAt: invitationEnd(endsAt, now) }
    await tx.guest.create({ data: { personId: id, ...invited, endsAt } }).catch((error: unknown) => {
      // The same press twice at once: the first of them made the guest.
      if (isDuplicate(error)) throw new AppError('guest.invited')
      throw error
    })
    remember({ fields: { guest: person.acct, role, until: endsOn } })
    for (const { id: caseId } of cases) await shareWith(context, { caseId, personId: id })
    return { guestId: id }
  },
})

/** A new link, where the first one was lost or the passkey was: what they held before opens nothing any more. */
export const reinvite = defineCommand({
  name: 'guests.reinvite',
  permission: 'staff.manage',
  fresh: true,
  input: z.object({ guestId: z.uuid(), inviteHash }),
  isPublicDoor: true,
  async run(context, { guestId, inviteHash: hash }) {
    const { tx, now, remember } = context
    const guest = await guestIn(context, guestId)
    if (guest.endsAt <= now) throw new AppError('guest.lastDay')
    const inviteEndsAt = invitationEnd(guest.endsAt, now)
    await tx.guest.update({ where: { personId: guestId }, data: { inviteHash: hash, inviteEndsAt, acceptedAt: null } })
    await shutOut(context, guestId)
    remember({ fields: { guest: guest.person.acct } })
    return { guestId }
  },
})

export const setEnd = defineCommand({
  name: 'guests.setEnd',
  permission: 'staff.manage',
  fresh: true,
  input: z.object({ guestId: z.uuid(), endsOn: lastDay }),
  isPublicDoor: true,
  async run(context, { guestId, endsOn }) {
    const guest = await guestIn(context, guestId)
    if (!isLastDay(endsOn, context.now)) throw new AppError('guest.lastDay')
    const endsAt = endOfDay(endsOn)
    await context.tx.guest.update({ where: { personId: guestId }, data: { endsAt } })
    await context.tx.session.updateMany({
      where: { personId: guestId, expiresAt: { gt: endsAt } },
      data: { expiresAt: endsAt },
    })
    context.remember({ fields: { guest: guest.person.acct, until: endsOn } })
    return { guestId }
  },
})

/** They are out at once: sessions, streams, passkeys, link and cases. */
export const takeBack = defineCommand({
  name: 'guests.takeBack',
  permission: 'staff.manage',
  fresh: true,
  input: z.object({ guestId: z.uuid() }),
  isPublicDoor: true,
  async run(context, { guestId }) {
    const guest = await guestIn(context, guestId)
    const gone = { takenBackAt: context.now, inviteHash: null }
    await context.tx.guest.update({ where: { personId: guestId }, data: gone })
    await shutOut(context, guestId)
    context.remember({ fields: { guest: guest.person.acct } })
    await unshareFrom(context, { personId: guestId })
    return { guestId }
  },
})

export const hashOfInvitation = (token: string): string => createHash('sha256').update(token).digest('hex')
export const acceptPlace = (token: string): string => `accept ${hashOfInvitation(token)}`
/** Whoever signs in has no session yet that a challenge could belong to. */
export const SIGN_IN_PLACE = 'sign in'

/** The guest used the link: a passkey is theirs, the link is worth nothing any more, and they are signed in. */
export const accept = defineCommand({
  name: 'guests.accept',
  permission: 'signIn',
  input: z.object({ token: inviteToken, name: passkeyName, response: enrolment }),
  async look({ db, now }, { token, response }) {
    const made = await verifiedEnrolment(db, { place: acceptPlace(token), response: asSent(response), now })
    if (!made) throw new AppError('passkey.refused')
    return made
  },
  async run(context, { token, name }, made) {
    const { tx, now, remember } = context
    const hash = hashOfInvitation(token)
    const guest = await tx.guest.findUnique({ where: { inviteHash: hash }, include: { person: true } })
    if (!guest || !isInvited(guest, now)) throw new AppError('guest.link')
    // Used up by whoever comes first.
    const { count } = await tx.guest.updateMany({
      where: { personId: guest.personId, inviteHash: hash },
      data: { inviteHash: null, acceptedAt: now },
    })
    if (count === 0) throw new AppError('guest.link')
    if (await tx.passkey.findUnique({ where: { credentialId: made.credentialId } })) throw new AppError('passkey.known')
    await tx.passkey.create({ data: { ...made, personId: guest.personId, name, createdAt: now, lastUsedAt: now } })
    remember({ fields: { guest: guest.person.acct, passkey: name } })
    return beginSession(context, guest)
  },
})

/** A guest came back, with the passkey and nothing else. */
export const signIn = defineCommand({
  name: 'guests.signIn',
  permission: 'signIn',
  input: z.object({ response: assertion }),
  async look({ db, now }, { response }) {
    const touched = await verifiedAssertion(db, { place: SIGN_IN_PLACE, response: asSent(response), now })
    if (!touched) throw new AppError('passkey.refused')
    return touched
  },
  async run(context, _input, touched) {
    const { personId } = touched.passkey
    const guest = await context.tx.guest.findUnique({ where: { personId }, include: { person: true } })
    // A member of the team comes in by way of the instance, which says whether they still have their role.
    if (!guest) throw new AppError('guest.notGuest')
    if (!isWelcome(guest, context.now)) throw new AppError('guest.ended')
    await countUse(context, touched)
    context.remember({ fields: { guest: guest.person.acct, passkey: touched.passkey.name } })
    return beginSession(context, guest)
  },
})

/** A passkey was just touched: what needs a fresh touch is open as well. */
async function beginSession({ tx, now }: CommandContext, { personId, endsAt }: { personId: string; endsAt: Date }) {
  const cookie = newSessionToken()
  const expiresAt = new Date(Math.min(endsAt.getTime(), now.getTime() + SESSION_MS))
  const times = { createdAt: now, signedInAt: now, touchedAt: now, expiresAt }
  await tx.session.create({ data: { tokenHash: hashOfSession(cookie), personId, ...times } })
  await tx.person.update({ where: { id: personId }, data: { lastSeenAt: now } })
  return { cookie, expiresAt, personId }
}

async function shutOut({ tx }: CommandContext, personId: string): Promise<void> {
  await tx.session.deleteMany({ where: { personId } })
  await tx.passkey.deleteMany({ where: { personId } })
}

async function guestIn({ tx, actor }: CommandContext, personId: string) {
  const { instanceId } = ownerIn(actor)
  const guest = await tx.guest.findFirst({
    where: { personId, takenBackAt: null, person: { instanceId } },
    include: { person: true },
  })
  if (!guest) throw new AppError('notFound')
  return guest
}

function ownerIn(actor: Actor): PersonActor {
  if (actor.kind !== 'person') throw new AppError('notAllowed', { permission: 'staff.manage' })
  return actor
}
