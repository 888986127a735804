import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { recordedExchanges } from '@/lib/integrations/mastodon/fake/replay/recording'
import type { Actor } from '@/lib/platform/access/access'
import { countAttempt } from '@/lib/platform/access/limits'
import { runCommand } from '@/lib/platform/commands/run'
import type { CommandContext } from '@/lib/platform/commands/define'
import { type Db, sql, transaction } from '@/lib/platform/db/client'
import type { ErrorCode } from '@/lib/platform/errors/error'
import { t } from '@/lib/platform/i18n/translate'
import { runQuery } from '@/lib/platform/queries/define'
import { unsealHere } from '@/lib/platform/vault/console'
import { freshDatabase } from '@/lib/testing/database'
import { type Scripted, scriptedMastodon } from '@/lib/testing/scripted-mastodon'
import { checkCode, connect, connectDemo } from './commands'
import { door, probe } from './queries'

const exchanges = recordedExchanges('4.6.5')
const body = (name: string) =>
  z.record(z.string(), z.unknown()).parse(structuredClone(exchanges.find((each) => each.name === name)?.response.body))
const INSTANCE = 'GET /api/v2/instance'
const APPS = 'POST /api/v1/apps'
const HEALTHY: Record<string, Scripted> = {
  [INSTANCE]: { json: body('instance v2') },
  'GET /.well-known/oauth-authorization-server': { json: body('OAuth metadata') },
  [APPS]: {
    json: { id: '1', name: 'Docket', client_id: 'client-id', client_secret: 'client-secret', redirect_uri: '' },
  },
}

let db: Db
beforeAll(async () => {
  ;({ db } = await freshDatabase())
})
beforeEach(() => db.instance.deleteMany({}))

const SETUP: Actor = { kind: 'setup' }
const NOW = new Date('2026-11-24T12:00:00Z')
const tryOut = (address: string, confirmsPrivate = true, actor: Actor = SETUP) =>
  runCommand(connect, { db, actor, now: NOW, input: { address, confirmsPrivate } })

describe('an address at which nothing can be connected', () => {
  const json = body('instance v2')
  it.each<[string, Record<string, Scripted>, ErrorCode]>([
    ['a web site', { [INSTANCE]: { text: '<!doctype html>' } }, 'connect.htmlInsteadOfJson'],
    ['another API', { [INSTANCE]: { json: { hello: 'world' } } }, 'connect.notMastodon'],
    [
      'other software',
      { [INSTANCE]: { json: { ...json, version: '2.7.2 (compatible; Pleroma 2.5.0)' } } },
      'connect.notMastodon',
    ],
    ['too old', { [INSTANCE]: { json: { ...json, version: '4.1.9', api_versions: undefined } } }, 'connect.tooOld'],
    ['for members only', { [INSTANCE]: { status: 401, json: { error: 'x' } } }, 'connect.limitedFederation'],
    ['blocking us', { [INSTANCE]: { status: 403, text: 'no' } }, 'connect.blockedIp'],
    ['down', { [INSTANCE]: { status: 503, text: '<html>' } }, 'connect.temporary'],
    ['busy', { [INSTANCE]: { status: 429, json: { error: 'x' } } }, 'connect.rateLimited'],
    [
      'moved',
      { [INSTANCE]: { status: 301, json: {}, headers: { location: 'https://elsewhere.example/' } } },
      'connect.redirectedElsewhere',
    ],
    ['hanging up', { [INSTANCE]: { drop: true } }, 'connect.unreachable'],
    ['endless', { [INSTANCE]: { json: { description: 'x'.repeat(10_000_000) } } }, 'connect.tooLarge'],
    [
      'refusing new applications',
      { ...HEALTHY, [APPS]: { status: 422, json: { error: 'No more' } } },
      'connect.registrationFailed',
    ],
    [
      'answering the registration with a page',
      { ...HEALTHY, [APPS]: { text: '<html>' } },
      'connect.registrationUnknown',
    ],
    ['hanging up over the registration', { ...HEALTHY, [APPS]: { drop: true } }, 'connect.registrationUnknown'],
  ])('%s: it is said what stands there, and nothing is written', async (_label, script, code) => {
    const { origin } = await scriptedMastodon(script)
    const error: unknown = await tryOut(origin).catch((refused: unknown) => refused)
    expect(error).toMatchObject({ code, status: 422 })
    const values = Reflect.get(Object(error), 'values')
    expect(t(`error.${code}`, values)).not.toMatch(/undefined|\{|null/)
    expect(await db.instance.count()).toBe(0)
  })

  it.each<[string, ErrorCode]>([
    ['@ines@reef.example', 'connect.wrongAddress'],
    ['', 'connect.wrongAddress'],
    ['ftp://reef.example', 'connect.wrongAddress'],
    ['https://169.254.169.254', 'connect.forbiddenAddress'],
    ['http://[::ffff:169.254.169.254]/', 'connect.forbiddenAddress'],
    ['https://0.0.0.0', 'connect.forbiddenAddress'],
    ['https://no-such-host.invalid', 'connect.unknownHost'],
  ])('%j', async (address, code) => {
    await expect(tryOut(address)).rejects.toMatchObject({ code })
  })

  it('a private one is called only after it was confirmed', async () => {
    const { origin, seen } = await scriptedMastodon(HEALTHY)
    await expect(tryOut(origin, false)).rejects.toMatchObject({ code: 'connect.privateAddress' })
    expect(seen).toEqual([])
  })
})

describe('looking at an address', () => {
  it('registers nothing there and writes nothing here', async () => {
    const { origin, seen } = await scriptedMastodon(HEALTHY)
    const view = await runQuery(probe, {
      db,
      actor: SETUP,
      now: NOW,
      input: { address: origin, confirmsPrivate: true },
    })
    expect(view).toMatchObject({ origin, version: '4.6.5', isPkceOffered: true })
    expect(seen.map((request) => request.method)).toEqual(['GET', 'GET'])
    expect(await db.instance.count()).toBe(0)
  })
})

/** In a transaction that takes its time to commit, so that others run beside it. */
function slowly<O>(write: (context: CommandContext) => Promise<O>): Promise<O> {
  return transaction(db, async (tx) => {
    const answer = await write({
      tx,
      actor: SETUP,
      now: NOW,
      remember: () => undefined,
      enqueue: async () => undefined,
    })
    await tx.$queryRaw(sql`SELECT 1 AS slept FROM pg_sleep(0.2)`)
    return answer
  })
}

describe('an instance', () => {
  it('is connected with the scopes that it knows; its secret is sealed', async () => {
    const { origin, seen } = await scriptedMastodon(HEALTHY)
    await tryOut(origin)
    const registered = new URLSearchParams(seen.find((request) => request.method === 'POST')?.body)
    const sent = seen.find((request) => request.method === 'POST')?.body ?? ''
    expect(registered.get('redirect_uris') ?? sent).toContain('http://localhost:3000/api/auth/callback/mastodon')
    const instance = await db.instance.findFirstOrThrow()
    expect(instance).toMatchObject({
      origin,
      clientId: 'client-id',
      state: 'connected',
      isDemo: false,
      privateAddressConfirmed: true,
    })
    expect(instance.scopes).toContain('admin:read')
    expect(Buffer.from(instance.clientSecret).toString('latin1')).not.toContain('client-secret')
    expect(unsealHere('client secret', instance.id, instance.clientSecret)).toBe('client-secret')
    expect(() => unsealHere('client secret', 'another', instance.clientSecret)).toThrow()
    const row = await db.auditRow.findFirstOrThrow({
      where: { command: 'instance.connect' },
      include: { values: true },
    })
    expect(JSON.stringify(row.values.map((value) => value.value))).not.toContain('client-secret')
  })

  it('is one: another is refused, and five at once end with one', async () => {
    const { origin } = await scriptedMastodon(HEALTHY)
    const look = () => connect.start({ db, actor: SETUP, now: NOW }, { address: origin, confirmsPrivate: true })
    const looked = await Promise.all(Array.from({ length: 5 }, look))
    const outcomes = await Promise.allSettled(looked.map((write) => slowly(write)))
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
    await expect(tryOut(origin)).rejects.toMatchObject({ code: 'alreadyConnected' })
    expect(await db.instance.count({ where: { state: 'connected' } })).toBe(1)
  })

  it('is told to strangers only as it tells itself', async () => {
    const { origin } = await scriptedMastodon(HEALTHY)
    await tryOut(origin)
    const stranger: Actor = { kind: 'public', address: '' }
    const view = await runQuery(door, { db, actor: stranger, now: NOW, input: {} })
    expect(view).toMatchObject({ hasOwner: false, people: [], instance: { origin } })
    expect(JSON.stringify(view)).not.toContain('client')
  })
})

describe('the code of the terminal', () => {
  const check = (code: string) =>
    runCommand(checkCode, { db, actor: { kind: 'public', address: '' }, now: NOW, input: { code } })

  it.each(['ABCD-EFGH-JKLM', 'abcdefghjklm', ' abcd efgh jklm '])('opens as %j', async (code) => {
    expect(await check(code)).toEqual({ ok: true })
  })

  it.each(['', 'ABCD-EFGH-JKLN', 'ABCD-EFGH', 'ABCD-EFGH-JKLMN', 'ＡＢＣＤ-EFGH-JKLM'])(
    'does not open as %j',
    async (code) => {
      await expect(check(code)).rejects.toMatchObject({ code: 'setup.code', status: 403 })
    },
  )

  it('is not guessed: ten tries in a quarter of an hour, counted before the code is looked at', async () => {
    const attempts = checkCode.attempts ?? { limit: 0, windowMs: 0 }
    expect(attempts).toEqual({ limit: 10, windowMs: 900_000 })
    for (let n = 0; n < 10; n++) await countAttempt(db, 'instance.checkCode 203.0.113.9', attempts, NOW)
    await expect(countAttempt(db, 'instance.checkCode 203.0.113.9', attempts, NOW)).rejects.toMatchObject({
      code: 'tooMany',
    })
  })

  it('opens nothing any more once there is an owner', async () => {
    const { origin } = await scriptedMastodon(HEALTHY)
    await tryOut(origin)
    const { id } = await db.instance.findFirstOrThrow()
    const owner = { id, instanceId: id, remoteId: '1', acct: 'ines', displayName: '', roles: ['owner'], createdAt: NOW }
    await db.person.create({ data: owner })
    await expect(check('ABCD-EFGH-JKLM')).rejects.toMatchObject({ code: 'setup.done' })
    await db.person.deleteMany({})
  })

  it('is what connecting needs', async () => {
    for (const command of [connect, connectDemo])
      await expect(
        runCommand<unknown>(command, {
          db,
          actor: { kind: 'public', address: '' },
          now: NOW,
          input: { address: 'reef.example' },
        }),
      ).rejects.toMatchObject({ code: 'notAllowed' })
  })
})
