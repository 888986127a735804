import { beforeAll, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import { recordedExchanges } from '@/lib/integrations/mastodon/fake/replay/recording'
import { runCommand } from '@/lib/platform/commands/run'
import type { Db } from '@/lib/platform/db/client'
import { freshDatabase } from '@/lib/testing/database'
import { type Scripted, scriptedMastodon } from '@/lib/testing/scripted-mastodon'
import { connect } from './commands'
import { countStrays } from './registering'
import { connectNamed } from './workers'

const exchanges = recordedExchanges('4.6.5')
const body = (name: string) =>
  z.record(z.string(), z.unknown()).parse(structuredClone(exchanges.find((each) => each.name === name)?.response.body))
const APPS = 'POST /api/v1/apps'
const given: Scripted = {
  json: { id: '1', name: 'Docket', client_id: 'client-id', client_secret: 'client-secret', redirect_uri: '' },
}
const script = (apps: Scripted): Record<string, Scripted> => ({
  'GET /api/v2/instance': { json: body('instance v2') },
  'GET /.well-known/oauth-authorization-server': { json: body('OAuth metadata') },
  [APPS]: apps,
})

let db: Db
beforeAll(async () => {
  ;({ db } = await freshDatabase())
})
beforeEach(async () => {
  await db.appRegistration.deleteMany()
})
const press = (address: string) =>
  runCommand(connect, { db, actor: { kind: 'setup' }, now: new Date(), input: { address, confirmsPrivate: true } })
const registrations = (seen: { method: string; url: string }[]) =>
  seen.filter(({ method, url }) => `${method} ${url}` === APPS).length

// First: what the settings name is read once in a process.
it('is tried once more by itself after a lost answer, and then not for a day', async () => {
  const { origin, seen } = await scriptedMastodon(script({ drop: true }))
  process.env.MASTODON_URL = origin
  const later = (hours: number) => ({ db, now: () => new Date(Date.now() + hours * 3600_000) })
  for (let minute = 0; minute < 5; minute++) await connectNamed.run({}, later(0))
  expect(registrations(seen)).toBe(2)
  await connectNamed.run({}, later(25))
  expect(registrations(seen)).toBe(3)
})

it('is written down before it is asked for; a lost answer is told, and what may stand there is counted', async () => {
  const { origin, seen } = await scriptedMastodon(script({ drop: true }))
  await expect(press(origin)).rejects.toMatchObject({ code: 'connect.registrationUnknown', values: { app: 'Docket' } })
  expect(registrations(seen)).toBe(1)
  expect(await db.appRegistration.findMany()).toMatchObject([
    { origin, purpose: 'acting', answeredAt: null, keptAt: null },
  ])
  expect(await countStrays(db, { origin })).toBe(1)
})

it('leaves nothing behind where the instance said no', async () => {
  const { origin } = await scriptedMastodon(script({ status: 422, json: { error: 'No more' } }))
  await expect(press(origin)).rejects.toMatchObject({ code: 'connect.registrationFailed' })
  expect(await countStrays(db, { origin })).toBe(0)
})

it('is kept with the instance, whose audit row tells of those that may stand there unused', async () => {
  const answers = script({ drop: true })
  const { origin } = await scriptedMastodon(answers)
  await expect(press(origin)).rejects.toMatchObject({ code: 'connect.registrationUnknown' })
  answers[APPS] = given
  await press(origin)
  expect(await countStrays(db, { origin })).toBe(1)
  expect(await db.appRegistration.count({ where: { NOT: { keptAt: null } } })).toBe(1)
  const row = await db.auditRow.findFirstOrThrow({
    where: { command: 'instance.connect', outcome: 'done' },
    include: { values: true },
  })
  expect(row.values.find(({ field }) => field === 'strays')?.value).toBe('1')
})
