import { z } from 'zod'
import { tokenOf, tokenPlace } from '@/lib/features/instances/connections'
import { settleReader } from '@/lib/features/tokens/commands'
import { defineCommand } from '@/lib/platform/commands/define'
import { newId, sql } from '@/lib/platform/db/client'
import { isHolder, ROLES } from '@/lib/platform/access/access'
import { AppError } from '@/lib/platform/errors/error'
import { sealHere } from '@/lib/platform/vault/console'
import { becomesOwner, isHandleOf, rolesOf, SESSION_MARK } from './model'

/** Somebody came back from Mastodon with a token: the person, their role and their token are written, or renewed. */
export const admit = defineCommand({
  name: 'staff.admit',
  permission: 'signIn',
  input: z.object({
    instanceId: z.uuid(),
    remoteId: z.string().max(64),
    acct: z.string().max(500),
    displayName: z.string().max(1000),
    permissions: z.string().max(30),
    roleName: z.string().max(200),
    token: z.string().min(1),
    scopes: z.array(z.string()),
    holdsSetup: z.boolean(),
    namedOwner: z.string().nullable(),
  }),
  async run(context, input) {
    const { tx, now, remember } = context
    // One admission at a time per instance, so that two first sign-ins do not both become owner.
    await tx.$queryRaw(sql`SELECT id FROM instance WHERE id = ${input.instanceId}::uuid FOR UPDATE`)
    const instance = await tx.instance.findUniqueOrThrow({ where: { id: input.instanceId } })
    const owners = await tx.person.count({ where: { instanceId: instance.id, roles: { has: 'owner' } } })
    const before = await tx.person.findUnique({
      where: { instanceId_remoteId: { instanceId: instance.id, remoteId: input.remoteId } },
    })
    const isNewOwner = becomesOwner({ ...input, isOwnerMissing: owners === 0, domain: instance.domain })
    const roles = [...new Set([...(before?.roles ?? []), ...(isNewOwner ? ['owner'] : [])])]
    const former = isNewOwner && input.holdsSetup && instance.movedById ? { formerId: instance.movedById } : {}
    const facts = {
      acct: input.acct,
      displayName: input.displayName,
      permissions: input.permissions,
      roleName: input.roleName,
      roleReadAt: now,
      lastSeenAt: now,
      roles,
      ...former,
    }
    const person = before
      ? await tx.person.update({ where: { id: before.id }, data: facts })
      : await tx.person.create({
          data: { id: newId(), instanceId: instance.id, remoteId: input.remoteId, createdAt: now, ...facts },
        })
    const token = {
      scopes: input.scopes,
      sealed: sealHere('token', tokenPlace(person.id, 'acting'), input.token),
      storedAt: now,
      deadAt: null,
      revokeAskedAt: null,
      revokeOutcome: null,
      revokeSettledAt: null,
    }
    await tx.token.upsert({ where: tokenOf(person.id), create: { personId: person.id, ...token }, update: token })
    await settleReader(context, instance.id)
    remember({
      fields: {
        person: person.acct,
        role: input.roleName,
        becameOwner: isNewOwner,
        mayWork: rolesOf(person).length > 0,
      },
    })
    return { personId: person.id, roles: rolesOf(person), isNewOwner }
  },
})

/** What Mastodon said of a person's role just now. A lost role ends the sessions, and so does a login that it has frozen. */
export const noteRole = defineCommand({
  name: 'staff.noteRole',
  permission: 'mirror.write',
  input: z.object({
    personId: z.uuid(),
    permissions: z.string().max(30),
    roleName: z.string().max(200),
    isFrozen: z.boolean().default(false),
  }),
  async run(context, { personId, permissions, roleName, isFrozen }) {
    const { tx, now, remember } = context
    const before = await tx.person.findUniqueOrThrow({ where: { id: personId } })
    const person = await tx.person.update({ where: { id: personId }, data: { permissions, roleName, roleReadAt: now } })
    const had = rolesOf(before)
    const has = rolesOf(person)
    if (had.join() !== has.join() || before.permissions !== permissions) {
      remember({
        command: 'staff.roleChanged',
        fields: { person: person.acct, before: before.roleName, after: roleName, roles: has },
      })
    }
    const isLess = had.some((role) => !has.includes(role))
    if (isLess || isFrozen) await tx.session.deleteMany({ where: { personId } })
    if (had.join() !== has.join()) await settleReader(context, person.instanceId)
    return { roles: has }
  },
})

/** A token that Mastodon no longer knows: it is not used again, and the sessions of whoever acted with it end. */
export const noteDeadToken = defineCommand({
  name: 'staff.noteDeadToken',
  permission: 'mirror.write',
  input: z.object({ personId: z.uuid(), purpose: z.enum(['acting', 'reading']).default('acting') }),
  async run(context, { personId, purpose }) {
    const { tx, now, remember } = context
    const { count } = await tx.token.updateMany({ where: { personId, purpose, deadAt: null }, data: { deadAt: now } })
    if (count === 0) return { isNew: false }
    if (purpose === 'acting') await tx.session.deleteMany({ where: { personId } })
    const person = await tx.person.findUniqueOrThrow({ where: { id: personId } })
    remember({ fields: { person: person.acct, purpose } })
    await settleReader(context, person.instanceId)
    return { isNew: true }
  },
})

/** Gives or takes the console's own roles. `moderator` is Mastodon's to give; the last owner stays. */
export const setRoles = defineCommand({
  name: 'staff.setRoles',
  permission: 'staff.manage',
  fresh: true,
  input: z.object({ personId: z.uuid(), roles: z.array(z.enum(ROLES).exclude(['moderator'])).max(6) }),
  isPublicDoor: true,
  async run(context, { personId, roles }) {
    const { tx, actor, remember } = context
    if (actor.kind !== 'person') throw new AppError('notAllowed', { permission: 'staff.manage' })
    await tx.$queryRaw(sql`SELECT id FROM instance WHERE id = ${actor.instanceId}::uuid FOR UPDATE`)
    const person = await tx.person.findFirst({ where: { id: personId, instanceId: actor.instanceId, guest: null } })
    if (!person) throw new AppError('notFound')
    const owners = await tx.person.count({ where: { instanceId: actor.instanceId, roles: { has: 'owner' } } })
    const wasOwner = person.roles.includes('owner')
    if (wasOwner && !roles.includes('owner') && owners === 1) throw new AppError('staff.lastOwner')
    const next = [...new Set(roles)].toSorted()
    const after = await tx.person.update({ where: { id: personId }, data: { roles: next } })
    // What a person may do is read with each request; a person who may do nothing any more is signed out.
    if (rolesOf(after).length === 0) await tx.session.deleteMany({ where: { personId } })
    remember({ fields: { person: person.acct, before: person.roles, after: next } })
    if (wasOwner !== next.includes('owner')) await settleReader(context, actor.instanceId)
    return { roles: rolesOf(after) }
  },
})

export const setMail = defineCommand({
  name: 'staff.setMail',
  permission: 'self.manage',
  input: z.object({ sendsMail: z.boolean() }),
  isPublicDoor: true,
  async run({ tx, actor, remember }, { sendsMail }) {
    if (actor.kind !== 'person') throw new AppError('notAllowed', { permission: 'self.manage' })
    await tx.person.update({ where: { id: actor.id }, data: { sendsMail } })
    remember({ fields: { sendsMail } })
    return { sendsMail }
  },
})

/** What becomes of one's own acts while Mastodon does not answer. Those that were asked for before stay as they were. */
export const setPatience = defineCommand({
  name: 'staff.setPatience',
  permission: 'self.manage',
  input: z.object({ actsWait: z.boolean() }),
  isPublicDoor: true,
  async run({ tx, actor, remember }, { actsWait }) {
    if (actor.kind !== 'person') throw new AppError('notAllowed', { permission: 'self.manage' })
    await tx.person.update({ where: { id: actor.id }, data: { actsWait } })
    remember({ fields: { actsWait } })
    return { actsWait }
  },
})

/** Ends the person's sessions of this console; Mastodon's token stays, since Mastodon gives the same one again. */
export const endSession = defineCommand({
  name: 'staff.endSession',
  permission: 'self.enter',
  input: z.object({}),
  isPublicDoor: true,
  async run({ tx, actor, remember }) {
    if (!isHolder(actor)) throw new AppError('notAllowed', { permission: 'self.enter' })
    const { count } = await tx.session.deleteMany({ where: { personId: actor.id } })
    remember({ fields: { sessions: count } })
    return { ended: count }
  },
})

/** The owner ends the sessions of somebody: all of them, or one. */
export const endSessionsOf = defineCommand({
  name: 'staff.endSessionsOf',
  permission: 'staff.manage',
  fresh: true,
  input: z.object({ personId: z.uuid(), session: z.string().regex(SESSION_MARK).nullable().default(null) }),
  isPublicDoor: true,
  async run({ tx, actor, remember }, { personId, session }) {
    if (actor.kind !== 'person') throw new AppError('notAllowed', { permission: 'staff.manage' })
    const person = await tx.person.findFirst({ where: { id: personId, instanceId: actor.instanceId, guest: null } })
    if (!person) throw new AppError('notFound')
    const { count } = await tx.session.deleteMany({
      where: { personId, ...(session ? { tokenHash: { startsWith: session } } : {}) },
    })
    remember({ fields: { person: person.acct, sessions: count } })
    return { ended: count }
  },
})

/** The owner is set anew from the terminal: whoever can run programs beside the data may. */
export const makeOwner = defineCommand({
  name: 'staff.makeOwner',
  permission: 'setup',
  input: z.object({ handle: z.string().max(500) }),
  async run(context, { handle }) {
    const { tx, remember } = context
    const instance = await tx.instance.findFirst({ where: { state: 'connected' } })
    if (!instance) throw new AppError('notConnected')
    await tx.$queryRaw(sql`SELECT id FROM instance WHERE id = ${instance.id}::uuid FOR UPDATE`)
    const people = await tx.person.findMany({
      where: { instanceId: instance.id, guest: null },
      orderBy: { acct: 'asc' },
    })
    const person = people.find((one) => isHandleOf(handle, one.acct, instance.domain))
    if (!person) throw new AppError('staff.unknownPerson', { handle, known: knownAs(people) })
    const roles = [...new Set([...person.roles, 'owner'])].toSorted()
    await tx.person.update({ where: { id: person.id }, data: { roles } })
    // An owner whose passkeys are lost could not touch one to give or take anything.
    const { count } = await tx.passkey.deleteMany({ where: { personId: person.id } })
    remember({ fields: { person: person.acct, before: person.roles, after: roles, by: 'terminal', passkeys: count } })
    await settleReader(context, instance.id)
    return { acct: person.acct, wasOwner: person.roles.includes('owner'), domain: instance.domain }
  },
})

const knownAs = (people: readonly { acct: string }[]): string =>
  people.map(({ acct }) => `@${acct}`).join(', ') || 'none'
