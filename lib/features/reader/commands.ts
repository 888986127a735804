import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { anonymousConnection, tokenOf, tokenPlace } from '@/lib/features/instances/connections'
import { mirrorKey, readInstanceJob } from '@/lib/features/instances/jobs'
import { keepRegistration, registerOnce } from '@/lib/features/instances/registering'
import { giveBack, settleReader } from '@/lib/features/tokens/commands'
import { authorizeUrl, makePkce } from '@/lib/integrations/mastodon/client/oauth'
import { READING_SCOPES } from '@/lib/integrations/mastodon/client/scopes'
import type { Actor, PersonActor } from '@/lib/platform/access/access'
import { defineCommand, type LookContext } from '@/lib/platform/commands/define'
import { newId, type Prisma } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env/env'
import { AppError } from '@/lib/platform/errors/error'
import { LIFETIMES } from '@/lib/platform/privacy/lifetimes'
import { sealHere, unsealHere } from '@/lib/platform/vault/console'
import { exchange } from './probing'

const CONSENT_MS = LIFETIMES.consentMinutes * 60_000
const secretPlace = (instanceId: string): string => `${instanceId} reading`
const verifierPlace = (stateHash: string): string => `consent ${stateHash}`
const hashOf = (state: string): string => createHash('sha256').update(state).digest('hex')
const callbackUrl = (): string => `${env().url}/api/reader/callback`

/**
 * The way to a separate consent for reading: an application of its own that may read and nothing else, and an address on the
 * instance that may be opened in whichever window the reading account is signed in.
 */
export const askReader = defineCommand({
  name: 'instance.askReader',
  permission: 'instance.connect',
  input: z.object({}),
  isPublicDoor: true,
  attempts: { limit: 10, windowMs: 10 * 60_000 },
  async look(context) {
    const { db, actor } = context
    const { instanceId } = personIn(actor)
    const instance = await db.instance.findUniqueOrThrow({ where: { id: instanceId } })
    const isUsed =
      (await db.token.count({ where: { purpose: 'reading', person: { instanceId }, NOT: { sealed: null } } })) > 0
    // 4.2 forgets an application that nobody used for a day; newer ones keep it.
    const isKept = instance.readerClientId !== null && (isUsed || instance.apiVersion !== null)
    return isKept ? null : registered(context, instance)
  },
  async run({ tx, actor, now, remember }, _input, app) {
    const { id: askedById, instanceId } = personIn(actor)
    if (app) {
      const readerClientSecret = sealHere('client secret', secretPlace(instanceId), app.clientSecret)
      await tx.instance.update({
        where: { id: instanceId },
        data: { readerClientId: app.clientId, readerClientSecret },
      })
      await keepRegistration(tx, { registrationId: app.registrationId, origin: app.origin, now })
    }
    const instance = await tx.instance.findUniqueOrThrow({ where: { id: instanceId } })
    const state = randomBytes(32).toString('base64url')
    const pkce = instance.isPkceOffered ? makePkce() : null
    const stateHash = hashOf(state)
    await tx.readerConsent.create({
      data: {
        stateHash,
        instanceId,
        askedById,
        verifier: pkce ? sealHere('token', verifierPlace(stateHash), pkce.verifier) : null,
        expiresAt: new Date(now.getTime() + CONSENT_MS),
      },
    })
    remember({ fields: { scopes: READING_SCOPES } })
    return {
      url: authorizeUrl(instance.origin, {
        clientId: instance.readerClientId ?? '',
        redirectUri: callbackUrl(),
        scopes: READING_SCOPES,
        state,
        ...(pkce ? { codeChallenge: pkce.challenge } : {}),
        // Without it Mastodon would answer for whoever is signed in there, and nobody would see for whom.
        forceLogin: true,
      }),
    }
  },
})

type Instance = Prisma.InstanceGetPayload<object>

async function registered(context: LookContext, instance: Instance) {
  const app = { name: 'Docket (reading)', redirectUris: [callbackUrl()], scopes: READING_SCOPES, website: env().url }
  const connection = anonymousConnection(instance)
  return { ...(await registerOnce(context, { connection, purpose: 'reading', app })), origin: instance.origin }
}

/** The browser came back: the account may now be chosen as the one that reads. Nobody is signed in by it. */
export const takeReader = defineCommand({
  name: 'instance.takeReader',
  permission: 'signIn',
  input: z.object({ code: z.string().min(1).max(2000), state: z.string().min(1).max(200) }),
  async look({ db, now }, { code, state }) {
    const stateHash = hashOf(state)
    const consent = await db.readerConsent.findUnique({ where: { stateHash } })
    // Used up by whoever comes first, whatever becomes of it.
    const { count } = await db.readerConsent.deleteMany({ where: { stateHash } })
    if (!consent || count === 0 || consent.expiresAt <= now) throw new AppError('reader.expired')
    const instance = await db.instance.findFirst({ where: { id: consent.instanceId, state: 'connected' } })
    if (!instance?.readerClientId || !instance.readerClientSecret) throw new AppError('reader.expired')
    const taken = await exchange(anonymousConnection(instance), {
      clientId: instance.readerClientId,
      clientSecret: unsealHere('client secret', secretPlace(instance.id), instance.readerClientSecret),
      code,
      redirectUri: callbackUrl(),
      ...(consent.verifier ? { codeVerifier: unsealHere('token', verifierPlace(stateHash), consent.verifier) } : {}),
    })
    return { ...taken, instanceId: instance.id, askedById: consent.askedById }
  },
  async run({ tx, now, remember }, _input, { me, token, scopes, instanceId, askedById }) {
    const at = { instanceId, remoteId: me.id }
    const roleName = me.role && me.role.id !== '-99' ? me.role.name : ''
    const facts = { acct: me.acct, displayName: me.display_name, permissions: me.permissions.toString(), roleName }
    const person = await tx.person.upsert({
      where: { instanceId_remoteId: at },
      create: { id: newId(), ...at, ...facts, roles: [], createdAt: now, roleReadAt: now },
      update: { ...facts, roleReadAt: now },
    })
    const kept = {
      scopes,
      sealed: sealHere('token', tokenPlace(person.id, 'reading'), token),
      storedAt: now,
      deadAt: null,
      revokeAskedAt: null,
      revokeOutcome: null,
      revokeSettledAt: null,
    }
    await tx.token.upsert({
      where: tokenOf(person.id, 'reading'),
      create: { personId: person.id, purpose: 'reading', ...kept },
      update: kept,
    })
    const asked = await tx.person.findUnique({ where: { id: askedById } })
    remember({ fields: { person: person.acct, scopes, askedBy: asked?.acct ?? '' } })
    return { acct: person.acct }
  },
})

/** From now on this account's token reads in the background. */
export const chooseReader = defineCommand({
  name: 'instance.chooseReader',
  permission: 'instance.connect',
  input: z.object({ personId: z.uuid() }),
  isPublicDoor: true,
  async run({ tx, actor, remember, enqueue }, { personId }) {
    const { instanceId } = personIn(actor)
    const token = await tx.token.findFirst({
      where: { personId, purpose: 'reading', deadAt: null, person: { instanceId } },
      include: { person: true },
    })
    if (!token) throw new AppError('notFound')
    await tx.instance.update({ where: { id: instanceId }, data: { readerPersonId: personId } })
    remember({ fields: { person: token.person.acct, purpose: 'reading' } })
    await enqueue(readInstanceJob, { instanceId }, { key: mirrorKey(instanceId), maxAttempts: 3 })
    return { acct: token.person.acct }
  },
})

/** Takes the consents for reading back; until the next one the owner's own token reads. */
export const dropReader = defineCommand({
  name: 'instance.dropReader',
  permission: 'instance.connect',
  input: z.object({}),
  isPublicDoor: true,
  async run(context) {
    const { instanceId } = personIn(context.actor)
    const { count } = await giveBack(context, { purpose: 'reading', person: { instanceId } })
    await settleReader(context, instanceId)
    context.remember({ fields: { tokens: count } })
    return { tokens: count }
  },
})

function personIn(actor: Actor): PersonActor {
  if (actor.kind !== 'person') throw new AppError('notAllowed', { permission: 'instance.connect' })
  return actor
}
