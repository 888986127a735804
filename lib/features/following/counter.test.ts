import { createHash, randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { file } from '@/lib/features/filings/commands'
import { record } from '@/lib/features/agent/commands'
import { original } from '@/lib/features/papers/queries'
import type { PublicActor } from '@/lib/platform/access/access'
import { runCommand, type Startable } from '@/lib/platform/commands/run'
import { runQuery } from '@/lib/platform/queries/define'
import { openReef, type Reef } from '@/lib/testing/reef'
import { counter } from './commands'
import { counterForm } from './queries'

let reef: Reef
beforeAll(async () => {
  reef = await openReef()
})

let hosts = 0
const stranger = (): PublicActor => ({ kind: 'public', address: `203.0.113.${++hosts}` })
const sha256 = (text: string) => createHash('sha256').update(text).digest()
const run = <O>(command: Startable<O>, input: object) =>
  runCommand(command, { db: reef.db, actor: stranger(), now: new Date(), input })
const see = (token: string) =>
  runQuery(counterForm, { db: reef.db, actor: stranger(), now: new Date(), input: { token } })

/** A notice against a post of harl's that is disabled, and the link that harl was sent. */
async function disabled() {
  const { number } = await run(file, {
    urls: `${reef.fake.origin}/@harl/1`,
    name: 'Dana Marlow',
    principal: 'Marlow Prints',
    tokenHash: sha256(randomBytes(9).toString('hex')).toString('hex'),
  })
  const { id: caseId } = await reef.db.case.findUniqueOrThrow({ where: { number } })
  const accountId = reef.people.harl.id
  const postUrl = `${reef.fake.origin}/@harl/1`
  await reef.db.noticeItem.updateMany({
    where: { caseId },
    data: { state: 'disabled', accountId, isLocal: true, postUrl },
  })
  const token = randomBytes(32).toString('base64url')
  await reef.db.noticeSubscriber.create({ data: { caseId, accountId, tokenHash: new Uint8Array(sha256(token)) } })
  return { caseId, token, postUrl }
}

const WHOLE = {
  name: 'Harl Voss',
  address: '1 Quay, Harbour',
  phone: '+1 555 0100',
  text: 'My own picture',
  belief: 'yes',
  court: 'abroad',
  service: 'yes',
  signature: 'Harl Voss',
}

describe('a counter-notice by the form', () => {
  it('says first to whom it goes and what about, then is entered as it was filled in', async () => {
    const { caseId, token, postUrl } = await disabled()
    expect((await see(token)).agent).toBe('')
    await reef.command(reef.ines, record, {
      reason: 'designation',
      provider: 'Reef Collective',
      providerAddress: '12 Harbour Street, Portland, ME 04101',
      names: ['reef.example'],
      name: 'Nadia Okafor',
      address: '12 Harbour Street, Portland, ME 04101',
      phone: '+1 207 555 0142',
      email: 'copyright@reef.example',
      registrationNumber: 'DMCA-1071234',
      registeredOn: '2026-03-14',
      zone: 'America/New_York',
      receipt: 'Pay.gov 27A1',
    })
    expect(await see(token)).toMatchObject({
      domain: 'reef.example',
      complainant: 'Dana Marlow, Marlow Prints',
      agent: 'Nadia Okafor',
      items: [postUrl],
      standing: 'none',
    })
    await run(counter, { token, ...WHOLE })
    const row = await reef.db.counterNotice.findFirstOrThrow({ where: { caseId } })
    expect(row).toMatchObject({
      state: 'received',
      accountId: reef.people.harl.id,
      channel: 'form',
      elements: { signature: true, material: true, belief: true, person: true, consent: true },
    })
    const text = Buffer.from((await reef.query(reef.ines, original, { paperId: row.paperId })).bytes).toString()
    expect(text).toContain('any Federal District Court in which the service provider may be found')
    expect(text).toContain('Harl Voss')
    expect((await see(token)).standing).toBe('received')
  })

  it.each([
    ['signature', { signature: '' }],
    ['material', { text: ' ' }],
    ['belief', { belief: '' }],
    ['person', { phone: '' }],
    ['consent', { court: 'nowhere' }],
    ['consent', { service: '' }],
  ])('without %s is received, and lacks it', async (missing, fields) => {
    const { caseId, token } = await disabled()
    await run(counter, { token, ...WHOLE, ...fields })
    const row = await reef.db.counterNotice.findFirstOrThrow({ where: { caseId } })
    const lacking = Object.entries(row.elements ?? {}).filter(([, isThere]) => !isThere)
    expect(lacking.map(([name]) => name)).toEqual([missing])
    await reef.db.counterNotice.update({ where: { id: row.id }, data: { state: 'defective' } })
    expect(await see(token)).toMatchObject({ standing: 'lacking', lacking: [missing] })
    await run(counter, { token, ...WHOLE })
    expect(await reef.db.counterNotice.count({ where: { caseId, state: 'received' } })).toBe(1)
  })

  it('opens to its link alone, and with nothing in it is none', async () => {
    const { token } = await disabled()
    await expect(see('x'.repeat(43))).rejects.toMatchObject({ code: 'notFound' })
    await expect(run(counter, { token: 'x'.repeat(43), ...WHOLE })).rejects.toMatchObject({ code: 'notFound' })
    await expect(run(counter, { token })).rejects.toMatchObject({ code: 'filing.empty' })
  })
})
