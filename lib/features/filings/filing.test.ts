import { createHash, randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { add, retract } from '@/lib/features/following/commands'
import { one } from '@/lib/features/following/queries'
import { list as dmcaList } from '@/lib/features/dmca/queries'
import { preview } from '@/lib/features/letters/queries'
import { original } from '@/lib/features/papers/queries'
import { list as stoppedCases } from '@/lib/features/safety/queries'
import type { PublicActor } from '@/lib/platform/access/access'
import { zeroBits } from '@/lib/platform/access/work'
import { runCommand, type Startable } from '@/lib/platform/commands/run'
import { runQuery } from '@/lib/platform/queries/define'
import { openMailbox } from '@/lib/testing/mailbox'
import { openReef, type Reef } from '@/lib/testing/reef'
import { confirm, file } from './commands'
import { work } from './queries'
import { confirmationOf } from './store'
import { env } from '@/lib/platform/env/env'

let reef: Reef
beforeAll(async () => {
  reef = await openReef()
})

let hosts = 0
const stranger = (): PublicActor => ({ kind: 'public', address: `203.0.113.${++hosts}` })
const run = <O>(command: Startable<O>, input: object, actor = stranger()) =>
  runCommand(command, { db: reef.db, actor, now: new Date(), input })
const tokenHashOf = (token: string) => createHash('sha256').update(token).digest('hex')

async function send(fields: object, actor = stranger()) {
  const token = randomBytes(32).toString('base64url')
  const { number } = await run(file, { ...fields, tokenHash: tokenHashOf(token) }, actor)
  const row = await reef.db.case.findUniqueOrThrow({ where: { number }, include: { notice: true, filing: true } })
  return { token, number, row }
}
const see = (token: string) => runQuery(one, { db: reef.db, actor: stranger(), now: new Date(), input: { token } })

async function solve() {
  const given = await runQuery(work, { db: reef.db, actor: stranger(), now: new Date(), input: {} })
  for (let n = 0; ; n++) {
    const hash = createHash('sha256').update(`${given.challenge}:${n}`).digest()
    if (zeroBits(hash) >= given.bits) return { ...given, answer: String(n) }
  }
}

const WHOLE = {
  works: 'Low Tide at Harbour Mouth\nNine Herons',
  urls: 'https://reef.example/@harl/114801234567890123\nreef.example/@harl/114801234567890124',
  name: 'Dana Marlow',
  phone: '+1 555 010 022',
  goodFaith: 'on',
  accuracy: 'on',
  signature: 'Dana Marlow',
}

describe('a notice by the form', () => {
  it('is a case with its elements, works, addresses, its original and its clock', async () => {
    const { token, row } = await send(WHOLE)
    expect(row).toMatchObject({ kind: 'copyright', partyIds: [], notice: { state: 'received', channel: 'form' } })
    const seen = await see(token)
    expect(seen.elements.map(({ isThere }) => isThere)).toEqual([true, true, true, true, true, true])
    expect(seen.works).toEqual(['Low Tide at Harbour Mouth', 'Nine Herons'])
    expect(seen.items.map(({ url }) => url)).toEqual([
      'https://reef.example/@harl/114801234567890123',
      'https://reef.example/@harl/114801234567890124',
    ])
    const paper = await reef.db.paper.findFirstOrThrow({ where: { caseId: row.id } })
    const text = Buffer.from((await reef.query(reef.kofi, original, { paperId: paper.id })).bytes).toString()
    const elements = await reef.db.noticeElement.findMany({ where: { caseId: row.id } })
    for (const { quote, start } of elements) expect(text.slice(start ?? 0, (start ?? 0) + quote.length)).toBe(quote)
    expect(await reef.db.clock.count({ where: { caseId: row.id, name: 'dmca.disable' } })).toBe(1)
  })

  it.each([
    [{ urls: 'https://reef.example/@harl/1' }, ['material']],
    [{ name: 'Dana' }, []],
    [{ email: 'dana@marlow.example' }, ['contact']],
    [{ address: 'Quay 3' }, ['contact']],
    [{ signature: 'D' }, ['signature']],
    [{ works: 'My picture', urls: 'see the screenshot' }, ['work']],
    [
      {
        more: 'My photograph Low Tide is at https://reef.example/@harl/1. Mail dana@marlow.example.\n\nSigned: Dana Marlow',
      },
      ['signature', 'work', 'material', 'contact'],
    ],
  ])('is taken whatever it lacks: %j', async (fields, there) => {
    const { token } = await send(fields)
    const { elements, mayAdd } = await see(token)
    expect(elements.filter(({ isThere }) => isThere).map(({ element }) => element)).toEqual(there)
    expect(mayAdd).toBe(true)
  })

  it('pasted as a whole letter has a row for each address that may lead here', async () => {
    const more =
      'My picture is at https://reef.example/@harl/1 and on my own site, https://vane.example/low. Remove all posts by @harl.'
    const { items } = await see((await send({ more, urls: 'reef.example/@harl/2' })).token)
    expect(items.map(({ url }) => url)).toEqual([
      'https://reef.example/@harl/2',
      'https://reef.example/@harl/1',
      'all posts by @harl',
    ])
  })

  it('with nothing in it is none', async () => {
    await expect(send({ works: '  \n ', goodFaith: 'on' })).rejects.toMatchObject({ code: 'filing.empty' })
  })

  it('of 5,000 addresses has a row for each of the first thousand, and the others in its original', async () => {
    const urls = Array.from({ length: 5000 }, (_, n) => `https://reef.example/@harl/1148012345678${n}`).join('\n')
    const { token, row } = await send({ ...WHOLE, urls })
    const { items, addresses } = await see(token)
    expect(items).toHaveLength(1001)
    // Told as what they are, wherever they are counted; nobody decided any of them.
    expect(addresses).toBe(5000)
    const receipt = await reef.query(reef.kofi, preview, { caseId: row.id, template: 'D1' })
    expect(receipt.text).toContain('It names 5,000 addresses')
    const desk = await reef.query(reef.kofi, dmcaList, {})
    expect(desk.rows.find(({ caseId }) => caseId === row.id)).toMatchObject({ items: 5000, settled: 0, lost: 0 })
    await reef.db.noticeItem.updateMany({
      where: { caseId: row.id, number: { lte: 3 } },
      data: { state: 'notFound', why: 'notShown' },
    })
    await reef.db.noticeItem.updateMany({
      where: { caseId: row.id, number: 4 },
      data: { state: 'refused', why: 'A quote' },
    })
    const later = await reef.query(reef.kofi, dmcaList, {})
    expect(later.rows.find(({ caseId }) => caseId === row.id)).toMatchObject({ items: 5000, settled: 1, lost: 3 })
    expect(items.at(-1)).toMatchObject({
      url: '4000 more addresses in the original'.replace('4000', '4,000'),
      why: 'tooMany',
    })
    const paper = await reef.db.paper.findFirstOrThrow({ where: { caseId: row.id } })
    const text = Buffer.from((await reef.query(reef.kofi, original, { paperId: paper.id })).bytes).toString()
    expect(text).toContain('https://reef.example/@harl/11480123456784999')
  })

  it('sent twice is offered as a duplicate, and both are kept', async () => {
    const fields = { ...WHOLE, email: 'twice@marlow.example' }
    const first = await send(fields)
    expect((await send(fields)).row.notice?.duplicateOfId).toBe(first.row.id)
    expect((await send({ ...fields, urls: 'https://reef.example/@harl/7' })).row.notice?.duplicateOfId).toBeNull()
  })

  it('leaves no link in a table, a job or the log', async () => {
    const { token } = await send({ ...WHOLE, email: 'dana@marlow.example' })
    for (const table of [
      'audit_row',
      'audit_value',
      'filing',
      'notice',
      'command_request',
      'graphile_worker._private_jobs',
    ]) {
      const rows = await reef.db.$queryRawUnsafe<{ text: string }[]>(`SELECT t::text AS text FROM ${table} t`)
      expect(
        rows.filter(({ text }) => text.includes(token)),
        table,
      ).toEqual([])
    }
  })
})

describe('a flood', () => {
  it('costs work: done once, in time, by us, it goes ahead of the others', async () => {
    const done = await solve()
    expect((await send({ ...WHOLE, work: done })).row.notice?.isConfirmed).toBe(true)
    expect((await send({ ...WHOLE, work: done })).row.notice?.isConfirmed).toBe(false)
    for (const forged of [
      { ...(await solve()), answer: 'no' },
      { ...(await solve()), bits: 1 },
      { challenge: 'AAAA', bits: 1, answer: '0' },
      'nonsense',
    ])
      expect((await send({ ...WHOLE, work: forged })).row.notice?.isConfirmed).toBe(false)
  })

  it('of one address without it ends after a few, and nobody else is kept out', async () => {
    const flooder = stranger()
    for (let n = 0; n < 6; n++) await send(WHOLE, flooder)
    await expect(send(WHOLE, flooder)).rejects.toMatchObject({ code: 'tooMany' })
    await send(WHOLE)
    await send({ ...WHOLE, work: await solve() }, flooder)
  })

  it('mails nobody more than three times a day', async () => {
    const email = 'victim@marlow.example'
    for (let n = 0; n < 5; n++) await send({ ...WHOLE, email, works: `Work ${n}` })
    const asked = await reef.db.filing.count({ where: { confirmHash: { not: null }, case: { notice: { email } } } })
    expect(asked).toBe(3)
  })
})

describe('a sender without JavaScript', () => {
  it('is asked by mail, confirms by a button, and was received from the first moment', async () => {
    const mailbox = await openMailbox()
    Object.assign(env(), { smtp: { url: mailbox.url, from: 'docket@reef.example' } })
    const { row } = await send({ ...WHOLE, email: 'ada@harbour.example' })
    await reef.work(['filings.askConfirmation'])
    const link = /dmca\/confirm\/([\w-]{43})/.exec(mailbox.mails.at(-1)?.replaceAll('=\r\n', '') ?? '')
    expect(link?.[1]).toBe(confirmationOf(row.id))
    expect(mailbox.mails.join('')).not.toContain('Low Tide')
    await run(confirm, { token: link?.[1] })
    const notice = await reef.db.notice.findUniqueOrThrow({ where: { caseId: row.id } })
    expect(notice).toMatchObject({ isConfirmed: true, receivedAt: row.notice?.receivedAt })
    await run(confirm, { token: link?.[1] })
    await expect(run(confirm, { token: 'x'.repeat(43) })).rejects.toMatchObject({ code: 'notFound' })
    await mailbox.close()
  })

  it.each([
    'Ada <ada@harbour.example>',
    'ada@harbour.example\nBcc: all@harbour.example',
    'ada',
    '@',
    'a@b,c@d.example',
  ])('is mailed at no address such as %j', async (email) => {
    expect((await send({ ...WHOLE, email })).row.filing?.confirmHash).toBeNull()
  })
})

describe('what is not about copyright', () => {
  it.each([
    ['intimateImage', 'intimateImage', ['takeItDown.removal']],
    ['privacy', 'other', []],
    ['trademark', 'other', []],
  ])('%s becomes a case by hand of its kind, with its clock from receipt', async (about, kind, clocks) => {
    const { row, token } = await send({
      about,
      more: 'It is me.',
      urls: 'https://reef.example/@harl/1',
      name: 'Ada Reed',
    })
    expect(row).toMatchObject({ kind, class: 'ordinary', notice: null, ownerId: null })
    expect((await reef.db.clock.findMany({ where: { caseId: row.id } })).map(({ name }) => name)).toEqual(clocks)
    expect(await reef.db.paper.count({ where: { caseId: row.id } })).toBe(1)
    expect(await see(token)).toMatchObject({ kind: 'other', state: 'open', items: [] })
  })

  it('of child safety keeps where to look and nothing else, and is stopped from the first moment', async () => {
    const urls = 'https://reef.example/@harl/1'
    const { row, token } = await send({ about: 'childSafety', urls, more: 'words of mine', name: 'Ada Reed' })
    expect(row.class).toBe('childSafety')
    expect(await reef.db.paper.count({ where: { caseId: row.id } })).toBe(0)
    expect(await reef.db.vaultObject.count({ where: { caseId: row.id } })).toBe(0)
    const tasks = await reef.db.handTask.findMany({ where: { caseId: row.id } })
    expect(tasks.map(({ text }) => text)).toEqual([`Look at ${urls}`])
    expect((await reef.query(reef.ines, stoppedCases, {})).rows.map(({ number }) => number)).toContain(row.number)
    expect(await see(token)).toMatchObject({ kind: 'stopped', elements: [], items: [] })
  })
})

describe('the sender’s page', () => {
  it('opens to the link alone', async () => {
    for (const token of ['x'.repeat(43), confirmationOf('a')])
      await expect(see(token)).rejects.toMatchObject({ code: 'notFound' })
    await expect(see('../../etc/passwd')).rejects.toMatchObject({ code: 'badInput' })
  })

  it('takes what is missing, and leaves the judging to whoever reads it', async () => {
    const { token, row } = await send({ urls: 'https://reef.example/@harl/1' })
    await reef.db.notice.update({ where: { caseId: row.id }, data: { state: 'defectiveCore' } })
    await run(add, {
      token,
      works: 'Nine Herons',
      email: 'dana@marlow.example',
      urls: 'https://reef.example/@harl/2',
      goodFaith: 'on',
    })
    const seen = await see(token)
    expect(seen.elements.filter(({ isThere }) => !isThere).map(({ element }) => element)).toEqual([
      'signature',
      'accuracy',
    ])
    expect(seen.items.map(({ number, url }) => [number, url])).toEqual([
      [1, 'https://reef.example/@harl/1'],
      [2, 'https://reef.example/@harl/2'],
    ])
    expect(seen.state).toBe('defectiveCore')
    expect(await reef.db.paper.count({ where: { caseId: row.id, kind: 'notice' } })).toBe(2)
    await expect(run(add, { token })).rejects.toMatchObject({ code: 'filing.empty' })
  })

  it('takes the notice back, once, and only from who is sure', async () => {
    const { token, row } = await send(WHOLE)
    await expect(run(retract, { token })).rejects.toMatchObject({ code: 'filing.notSure' })
    await run(retract, { token, isSure: 'on', more: 'It was licensed after all.' })
    expect((await see(token)).state).toBe('retracted')
    expect(await reef.db.paper.count({ where: { caseId: row.id, kind: 'retraction' } })).toBe(1)
    await expect(run(retract, { token, isSure: 'on' })).rejects.toMatchObject({ code: 'filing.notNow' })
    await expect(run(add, { token, works: 'x' })).rejects.toMatchObject({ code: 'filing.notNow' })
  })
})
