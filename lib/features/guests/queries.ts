import { z } from 'zod'
import { assertionOptions, canHavePasskeys, enrolmentOptions } from '@/lib/platform/auth/webauthn'
import type { Db } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery } from '@/lib/platform/queries/define'
import { acceptPlace, hashOfInvitation, SIGN_IN_PLACE } from './commands'
import { isInvited, isWelcome, stateOf } from './model'
import { inviteToken } from './schema'

/** Everybody who was invited, until when, and what they may see. */
export const list = defineQuery({
  name: 'guests.list',
  permission: 'staff.manage',
  input: z.object({}),
  async run({ db, actor, now }) {
    if (actor.kind !== 'person') throw new AppError('signIn.needed')
    const guests = await db.guest.findMany({
      where: { person: { instanceId: actor.instanceId } },
      include: {
        person: {
          include: {
            shares: { where: { takenBackAt: null, case: { class: 'ordinary' } }, include: { case: true } },
            sessions: { where: { expiresAt: { gt: now } } },
          },
        },
      },
      orderBy: { invitedAt: 'desc' },
    })
    const inviters = await db.person.findMany({ where: { id: { in: guests.map((guest) => guest.invitedById) } } })
    return {
      isPossible: canHavePasskeys(),
      today: now.toISOString().slice(0, 10),
      guests: guests.map((guest) => ({
        id: guest.personId,
        name: guest.person.displayName,
        role: guest.role === 'lawyer' ? ('lawyer' as const) : ('auditor' as const),
        state: stateOf(guest, now),
        invitedBy: inviters.find((person) => person.id === guest.invitedById)?.acct ?? '',
        invitedAt: guest.invitedAt.toISOString(),
        inviteEndsAt: guest.inviteEndsAt.toISOString(),
        endsAt: guest.endsAt.toISOString(),
        lastSeenAt: guest.person.lastSeenAt?.toISOString() ?? null,
        // A session that is left over opens nothing when their time is over.
        isSignedIn: isWelcome(guest, now) && guest.person.sessions.length > 0,
        // One's own cases are not named here either.
        cases: guest.person.shares
          .filter((share) => !share.case.partyIds.includes(actor.remoteId))
          .map((share) => ({ id: share.caseId, number: share.case.number }))
          .toSorted((a, b) => a.number - b.number),
      })),
    }
  },
})

/** For whoever holds the link: whose it is and for how long. Every other link is told the same. */
export const invitation = defineQuery({
  name: 'guests.invitation',
  permission: 'signIn',
  input: z.object({ token: inviteToken }),
  async run({ db, now }, { token }) {
    const { guest, domain } = await invitedBy(db, token, now)
    const { displayName } = guest.person
    return { name: displayName, role: guest.role, domain, endsAt: guest.endsAt.toISOString() }
  },
})

/** What the guest's browser needs to make the passkey. */
export const acceptOptions = defineQuery({
  name: 'guests.acceptOptions',
  permission: 'signIn',
  input: z.object({ token: inviteToken }),
  async run({ db, now }, { token }) {
    const { guest } = await invitedBy(db, token, now)
    if (!canHavePasskeys()) throw new AppError('passkey.notHere')
    const { id, displayName, acct } = guest.person
    return enrolmentOptions(acceptPlace(token), { id, name: acct, displayName }, [], now)
  },
})

/** What a browser needs to look for a passkey of this console, whosever it is. */
export const signInOptions = defineQuery({
  name: 'guests.signInOptions',
  permission: 'signIn',
  input: z.object({}),
  run: ({ now }) => assertionOptions(SIGN_IN_PLACE, [], now),
})

async function invitedBy(db: Db, token: string, now: Date) {
  const guest = await db.guest.findUnique({
    where: { inviteHash: hashOfInvitation(token) },
    include: { person: { include: { instance: true } } },
  })
  const instance = guest?.person.instance
  if (!guest || !instance || instance.state !== 'connected' || !isInvited(guest, now)) throw new AppError('guest.link')
  return { guest, domain: instance.domain }
}
