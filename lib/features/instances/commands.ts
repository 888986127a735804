import { z } from 'zod'
import { offersPkce } from '@/lib/integrations/mastodon/client/oauth'
import { mediaHostsOf } from '@/lib/integrations/mastodon/client/policy'
import { serverVersion } from '@/lib/integrations/mastodon/client/version'
import type { Instance } from '@/lib/integrations/mastodon/schema/instance'
import { type CommandContext, defineCommand, type LookContext } from '@/lib/platform/commands/define'
import { newId, sql, type Tx } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env/env'
import { AppError } from '@/lib/platform/errors/error'
import { sealHere } from '@/lib/platform/vault/console'
import { outwardTo } from './connections'
import { demoPeople, startDemo } from './demo'
import { CODE_ATTEMPTS, isSetupCode } from './model'
import { type Found, find } from './probing'
import { keepRegistration, registerOnce } from './registering'
import { addressInput, codeInput } from './schema'

/** The code of the terminal. The route answers success with a cookie: this browser may set the console up. */
export const checkCode = defineCommand({
  name: 'instance.checkCode',
  permission: 'signIn',
  input: codeInput,
  isPublicDoor: true,
  attempts: CODE_ATTEMPTS,
  async run({ tx, remember }, { code }) {
    if ((await tx.person.count({ where: { roles: { has: 'owner' }, instance: { state: 'connected' } } })) > 0)
      throw new AppError('setup.done')
    if (!isSetupCode(code, env().setupCode)) throw new AppError('setup.code')
    remember({ fields: {} })
    return { ok: true }
  },
})

/** One click: the launcher starts the demo instance, and the console is connected to it. */
export const connectDemo = defineCommand({
  name: 'instance.connectDemo',
  permission: 'setup',
  input: z.looseObject({}),
  isPublicDoor: true,
  async look(context) {
    await assertUnconnected(context.db)
    const origin = await startDemo()
    return register(context, await find(origin, { confirmsPrivate: true }))
  },
  async run(context, _input, found) {
    await writeInstance(context, found, { isDemo: true })
    return { people: demoPeople }
  },
})

/** Registers this console with the instance and connects it. Nothing is written here unless that succeeded. */
export const connect = defineCommand({
  name: 'instance.connect',
  permission: 'setup',
  input: addressInput,
  isPublicDoor: true,
  attempts: { limit: 20, windowMs: 10 * 60_000 },
  async look(context, { address, confirmsPrivate }) {
    await assertUnconnected(context.db)
    return register(context, await find(address, { confirmsPrivate }))
  },
  async run(context, { confirmsPrivate }, found) {
    await writeInstance(context, found, { isDemo: false, confirmsPrivate })
    return { origin: found.probe.origin }
  },
})

async function assertUnconnected(db: Pick<Tx, 'instance'>): Promise<void> {
  const connected = await db.instance.findFirst({ where: { state: 'connected' } })
  if (connected) throw new AppError('alreadyConnected', { domain: connected.domain })
}

/** Registers this console with what was found. */
export async function register(context: LookContext, found: Found) {
  const { probe, privateAddressConfirmed } = found
  const hosts = { origin: probe.origin, privateAddressConfirmed, mediaHosts: [] }
  const app = await registerOnce(context, {
    connection: { origin: probe.origin, http: outwardTo(hosts) },
    purpose: 'acting',
    app: { name: 'Docket', redirectUris: [callbackUrl()], scopes: probe.scopes, website: env().url },
  })
  return { ...found, app }
}
type Registered = Awaited<ReturnType<typeof register>>

export const callbackUrl = (): string => `${env().url}/api/auth/callback/mastodon`

interface Kind {
  isDemo: boolean
  confirmsPrivate?: boolean
  /** The owner of the instance that this one follows. */
  movedById?: string | null
}

export async function writeInstance(
  { tx, now, remember }: CommandContext,
  { probe, app, privateAddressConfirmed }: Registered,
  { isDemo, confirmsPrivate = true, movedById = null }: Kind,
) {
  // One at a time, so that two presses do not both find the console unconnected.
  await tx.$queryRaw(sql`SELECT 1 AS held FROM (SELECT pg_advisory_xact_lock(hashtextextended('connect', 0))) AS lock`)
  await assertUnconnected(tx)
  const id = newId()
  const instance = probe.instance.value
  await tx.instance.create({
    data: {
      id,
      origin: probe.origin,
      domain: instance.domain,
      title: instance.title,
      version: probe.version.text,
      apiVersion: probe.version.api,
      isDemo,
      privateAddressConfirmed: privateAddressConfirmed && confirmsPrivate,
      clientId: app.clientId,
      clientSecret: sealHere('client secret', id, app.clientSecret),
      scopes: probe.scopes,
      isPkceOffered: offersPkce(probe.metadata),
      rules: instance.rules.map(({ id: ruleId, text }) => ({ id: ruleId, text })),
      mediaHosts: mediaHostsOf(probe.origin, { instance }),
      connectedAt: now,
      movedById,
    },
  })
  const kept = { registrationId: app.registrationId, origin: probe.origin, now }
  const strays = await keepRegistration(tx, kept)
  remember({ fields: { origin: probe.origin, version: probe.version.text, isDemo, scopes: probe.scopes, strays } })
}

/** What the instance says of itself now: its name, version and rules. Where its files lie was agreed on at set-up. Run by the mirror. */
export const refresh = defineCommand({
  name: 'instance.refresh',
  permission: 'mirror.write',
  input: z.object({ instanceId: z.uuid(), instance: z.custom<Instance>() }),
  async run({ tx, remember }, { instanceId, instance }) {
    const before = await tx.instance.findUniqueOrThrow({ where: { id: instanceId } })
    const version = serverVersion(instance)
    await tx.instance.update({
      where: { id: instanceId },
      data: {
        title: instance.title,
        version: version.text,
        apiVersion: version.api,
        rules: instance.rules.map(({ id, text }) => ({ id, text })),
      },
    })
    if (before.version !== version.text) remember({ fields: { before: before.version, version: version.text } })
    return {}
  },
})
