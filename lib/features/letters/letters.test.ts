import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { original } from '@/lib/features/papers/queries'
import { runCommand } from '@/lib/platform/commands/run'
import { newId } from '@/lib/platform/db/client'
import { putObject } from '@/lib/platform/vault/objects'
import { type Mailbox, openMailbox } from '@/lib/testing/mailbox'
import { COUNTER, seedNotice, SENDER } from '@/lib/testing/notice'
import { openReef, type Reef } from '@/lib/testing/reef'
import { claim, send } from './commands'
import { draftLetter, list, preview } from './queries'
import { factsOf } from './readings'
import { LINK_LATER, TEMPLATE_IDS, type TemplateId } from './schema'
import { forbiddenIn, TEMPLATES } from './templates'
import { sendLetter, sweepLetters } from './workers'

let reef: Reef
let box: Mailbox
let caseId: string
beforeAll(async () => {
  box = await openMailbox()
  process.env.SMTP_URL = box.url
  process.env.SMTP_FROM = 'docket@reef.example'
  reef = await openReef()
  caseId = await seedNotice(reef)
  afterAll(() => box.close())
})

const draft = (template: TemplateId, more: object = {}) =>
  reef.query(reef.kofi, preview, { caseId, template, ...(template === 'D12' ? REVIEW : {}), ...more })
const REVIEW = { review: { kind: 'warn', reasons: 'Three in ten months.' } }
const version = async () => (await reef.db.case.findUniqueOrThrow({ where: { id: caseId } })).version
const sent = async (template: TemplateId, more: object = {}) => {
  const { subject, text, version: of } = await draft(template)
  const letter = { template, version: of, channel: 'mail', subject, text, ...more }
  return reef.command(reef.kofi, send, { caseId, version: await version(), letter })
}
const plain = (mail: string) =>
  Buffer.from(
    mail.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  ).toString('utf8')

describe('each of the fourteen letters', () => {
  it.each(TEMPLATE_IDS)('%s has what it must have, with its law, and nothing that it may not say', async (template) => {
    const letter = await draft(template)
    expect(letter.required.filter(({ isThere }) => !isThere)).toEqual([])
    expect(letter.required.every(({ citation }) => citation !== '')).toBe(true)
    const facts = await factsOf(reef.db, { caseId, template }, new Date())
    expect(forbiddenIn(template, letter.text, facts)).toEqual([])
    expect(`${letter.subject} ${letter.text}`).not.toMatch(/undefined|null|NaN|\{|\}|letter\.(D\d|must|has)/)
    expect(letter.text.split(/\s+/).length).toBeLessThan(700)
    expect(letter.version).toBe(TEMPLATES[template].version)
  })

  it('says what is missing when it was edited out', async () => {
    const { text, required } = await draft('D8')
    const { contentsIn } = await import('./model')
    const left = contentsIn(text.replace('in 10 business days', 'soon').replace('9 Quay Lane', ''), required)
    expect(left.filter(({ isThere }) => !isThere).map(({ name }) => name)).toEqual(['counterWhole', 'putBack'])
  })

  it('gives the subscriber nothing of the sender’s home unless somebody decides so', async () => {
    const usual = (await draft('D5')).text
    for (const word of ['212', 'Pier Road', 'NY 10001', 'ada@harbour.example']) expect(usual).not.toContain(word)
    expect(usual).toContain('https://harbour.example/ebb/11354321098')
    const open = (await draft('D5', { withAddress: true, withPhone: true })).text
    expect(open).toContain('5 Pier Road')
    expect(open).toContain(SENDER.phone)
    expect(open).not.toContain('ada@harbour.example')
  })

  it('gives the sender all of the counter-notice in D8 and nothing of it before', async () => {
    const { text } = await draft('D8')
    for (const word of [COUNTER.name, '9 Quay Lane', COUNTER.phone, 'I took it on 4 May 2020.', '10 business days'])
      expect(text).toContain(word)
    expect(text).toContain('not before the end of 29 Dec 2026, and not after 5 Jan 2027')
    for (const template of ['D1', 'D2', 'D3', 'D4', 'D11', 'D14'] as const)
      expect((await draft(template)).text).not.toContain('Quay Lane')
  })

  it('says of what was deleted that it is back for nobody', async () => {
    const row = await reef.db.noticeItem.findFirstOrThrow({ where: { caseId, number: 1 } })
    const gone = { state: 'removed', lever: 'mastodonPage' }
    await reef.db.noticeItem.update({ where: { id: row.id }, data: gone })
    const some = await draft('D10')
    expect(some.text).toMatch(/back since[\s\S]*We cannot put it back[\s\S]*@harl\/101/)
    expect((await draft('D11')).text).toMatch(/could not be put back[\s\S]*@harl\/101/)
    const second = await reef.db.noticeItem.findFirstOrThrow({ where: { caseId, number: 2 } })
    await reef.db.noticeItem.update({ where: { id: second.id }, data: { ...gone, restoredAt: null } })
    const none = await draft('D10')
    expect(none.subject).toContain('no longer stands')
    expect(none.text).not.toContain('We have put back')
    for (const { id, state, lever, restoredAt } of [row, second])
      await reef.db.noticeItem.update({ where: { id }, data: { state, lever, restoredAt } })
  })

  it('tells of a text that its address is shut, and open again, and of nothing more', async () => {
    const { instanceId } = reef
    const row = await reef.db.noticeItem.findFirstOrThrow({ where: { caseId, number: 1 } })
    await reef.db.noticeItem.update({ where: { id: row.id }, data: { state: 'found', disabledAt: null } })
    const block = { id: newId(), caseId, itemId: row.id, instanceId, kind: 'text', askedAt: new Date(), version: 1 }
    const proved = { state: 'proved', provedAt: new Date('2026-12-02T00:00:00Z') }
    await reef.db.edgeBlock.create({ data: { ...block, ...proved, accountId: row.accountId } })
    expect((await draft('D5')).text).toMatch(/Its own address is blocked since 1 Dec 2026[\s\S]*article 17/)
    expect((await draft('D4')).text).toContain('lists and other servers may still carry it')
    const lifted = { state: 'lifted', liftedAt: new Date('2026-12-30T15:00:00Z') }
    await reef.db.edgeBlock.update({ where: { id: block.id }, data: lifted })
    expect((await draft('D10')).text).toMatch(/@harl\/101\s+back since 30 Dec 2026/)
    await reef.db.edgeBlock.delete({ where: { id: block.id } })
    const { state, disabledAt } = row
    await reef.db.noticeItem.update({ where: { id: row.id }, data: { state, disabledAt } })
  })

  it('gives the counter-notice as it reached the agent, whole, and wants it there', async () => {
    const { id: paperId } = await reef.db.$transaction(async (tx) => {
      const words = 'I swear it under penalty of perjury.\n  Signed: Harl Marsh'
      const place = { caseId, class: 'paper', kind: 'paper' } as const
      const kept = await putObject(tx, new Date(), place, Buffer.from(words))
      const said = { way: 'in', kind: 'counterNotice', party: 'Harl', channel: 'form', entry: 'form', subject: '' }
      const at = { at: new Date(), recordedAt: new Date(), mediaType: 'text/plain', objectId: kept.id }
      return tx.paper.create({ data: { id: newId(), caseId, ...said, ...at } })
    })
    expect((await draft('D8')).text).toContain('a copy of it is enclosed')
    await reef.db.counterNotice.updateMany({ where: { caseId }, data: { paperId } })
    const { text, required } = await draft('D8')
    expect(text).toMatch(/\| I swear it under penalty of perjury\.\n\| {3}Signed: Harl Marsh/)
    const { contentsIn } = await import('./model')
    const left = contentsIn(text.replace('I swear it', 'I say it'), required).filter(({ isThere }) => !isThere)
    expect(left.map(({ name }) => name)).toEqual(['counterWhole'])
  })

  it('says of a designation that is over that it is', async () => {
    // Registered on 14 March 2024.
    const later = (template: TemplateId) => draftLetter(reef.db, { caseId, template }, new Date('2027-03-14T18:00:00Z'))
    const [d13, d1] = [await later('D13'), await later('D1')]
    expect(d13.subject).toContain('ended on')
    expect(d13.text).toMatch(/in force no more[\s\S]*was the last day[\s\S]*Designate an agent today/)
    expect(d13.text).not.toContain('at the latest')
    expect(d13.required.filter(({ isThere }) => !isThere)).toEqual([])
    for (const { text } of [d13, d1]) expect(text).not.toContain('Designated agent for')
    expect((await draft('D1')).text).toContain('Designated agent for')
  })

  it('never shows the subscriber’s e-mail', async () => {
    const { to } = await draft('D5')
    expect(to).toEqual({ party: '@harl', email: null, canMail: true, why: null })
  })
})

describe('a letter that was decided', () => {
  it('is refused with what its reader may not know, unless counsel says which court asks for it', async () => {
    const edited = async (template: TemplateId, words: string, more: object = {}, actor = reef.kofi) => {
      const { subject, text, version: of } = await draft(template)
      const { version } = await reef.db.case.findUniqueOrThrow({ where: { id: caseId } })
      const letter = { template, version: of, channel: 'copied', subject, text: `${text}\n${words}`, ...more }
      return reef.command(actor, send, { caseId, version, letter })
    }
    const count = await reef.db.letter.count()
    // Of the sender, to the subscriber; of the subscriber, to the sender: however it is written.
    for (const [template, words] of [
      ['D6', 'hello ADA@harbour.example'],
      ['D6', 'call 212-555-0100'],
      ['D6', 'at 5 Pier Road, upstairs'],
      ['D4', 'lives at 9 Quay Lane'],
      ['D4', 'call (207) 555.0177'],
      ['D14', 'posted by Harl Marsh'],
    ] as const)
      await expect(edited(template, words), words).rejects.toMatchObject({ code: 'letter.forbidden' })
    const words = 'at 5 Pier Road, upstairs'
    await expect(edited('D6', words, { disclosure: 'Order of 1 Dec' })).rejects.toMatchObject({ code: 'notAllowed' })
    expect(await reef.db.letter.count()).toBe(count)
    await edited('D6', words, { disclosure: 'Order of 1 Dec' }, reef.ines)
    const row = await reef.db.auditRow.findFirstOrThrow({
      where: { caseId, command: 'letters.send' },
      include: { values: true },
      orderBy: { id: 'desc' },
    })
    expect(row.values.find(({ field }) => field === 'disclosure')?.value).toBe('"Order of 1 Dec"')
    // Our own town is no secret of theirs, and a long number in an address is no telephone.
    await edited('D6', 'https://reef.example/@a/2125550100 and Portland, ME 04101')
  })

  it('D1 promises what the panel of D5 keeps', async () => {
    expect((await draft('D1')).text).toContain('unless the law or a court asks for them')
  })

  it('is kept sealed, mailed once, and its outcome told', async () => {
    const count = box.mails.length
    const { letterId } = await sent('D4')
    await reef.work()
    await sendLetter.run({ letterId }, { db: reef.db, now: () => new Date() })
    expect(box.mails).toHaveLength(count + 1)
    const mail = plain(box.mails.at(-1) ?? '')
    expect(mail).toContain('To: ada@harbour.example')
    expect(mail).toContain('a search, not a post')
    const [row] = (await reef.query(reef.kofi, list, { caseId })).rows
    expect(row).toMatchObject({ template: 'D4', state: 'sent', by: 'kofi', missing: [], failure: null })
    const file = await reef.query(reef.kofi, original, { paperId: row?.paperId })
    expect(mail.replace(/\r\n/g, '\n')).toContain(Buffer.from(file.bytes).toString().slice(0, 60))
    expect(await reef.db.auditRow.count({ where: { caseId, command: 'letters.settle' } })).toBe(1)
  })

  it('goes to a subscriber at the sealed address, with a link whose secret is in no table', async () => {
    await expect(sent('D5')).rejects.toMatchObject({ code: 'letter.byItsDecision' })
    const { keepLetter } = await import('./commands')
    const { subject, text, version: of } = await draft('D5')
    const kept = await runCommand(
      {
        name: 'test.tell',
        permission: 'notice.work',
        start: async () => async (context) => {
          const row = await context.tx.case.findUniqueOrThrow({ where: { id: caseId } })
          return keepLetter(context, row, { template: 'D5', version: of, channel: 'mail', subject, text })
        },
      },
      { db: reef.db, actor: reef.kofi, now: new Date(), input: {} },
    )
    await reef.work()
    const mail = plain(box.mails.at(-1) ?? '')
    expect(mail).toContain('To: harl@inbox.example')
    const [, token = ''] = /\/dmca\/counter\/([\w-]{43})/.exec(kept.text) ?? []
    expect(mail).toContain(token)
    expect(mail).not.toContain(LINK_LATER.counter)
    expect(await reef.db.letter.count({ where: { address: { contains: 'harl' } } })).toBe(0)
    // Whoever may read the case may not answer in their name.
    const own = await reef.db.letter.findUniqueOrThrow({ where: { id: kept.letterId } })
    const paper = Buffer.from((await reef.query(reef.kofi, original, { paperId: own.paperId })).bytes).toString()
    expect(paper).toContain(LINK_LATER.counter)
    expect(paper).not.toContain(token)
    expect(own.sendingId).toBeNull()
    const all = await reef.db.$queryRaw<
      object[]
    >`SELECT (SELECT json_agg(n) FROM notice_subscriber n) AS n, (SELECT json_agg(a) FROM audit_value a) AS a`
    expect(JSON.stringify(all)).not.toContain(token)
    const row = await reef.db.noticeSubscriber.findFirstOrThrow({ where: { caseId } })
    expect(row.tokenHash).toHaveLength(32)
  })

  it('is never sent twice, whatever dies or fails, and says so', async () => {
    const context = { db: reef.db, now: () => new Date() }
    const count = box.mails.length
    const states = async (letterId: string) => {
      const { state, failure } = await reef.db.letter.findUniqueOrThrow({ where: { id: letterId } })
      return [state, failure]
    }
    // Died after the claim: perhaps sent.
    const died = await sent('D1')
    await runCommand(claim, {
      db: reef.db,
      actor: { kind: 'system', name: 'letters' },
      now: new Date(),
      input: { letterId: died.letterId },
    })
    await sendLetter.run({ letterId: died.letterId }, context)
    await sweepLetters.run({}, context)
    expect(await states(died.letterId)).toEqual(['trying', null])
    await sweepLetters.run({}, { db: reef.db, now: () => new Date(Date.now() + 10 * 60_000) })
    expect(await states(died.letterId)).toEqual(['unknown', 'unknown'])
    // Its job was lost: it is found and sent, by two at the same time, once.
    const lost = await sent('D6')
    await reef.db.$executeRaw`DELETE FROM graphile_worker._private_jobs`
    await sweepLetters.run({}, { db: reef.db, now: () => new Date(Date.now() + 10 * 60_000) })
    await Promise.all([reef.work(), sendLetter.run({ letterId: lost.letterId }, context)])
    expect(await states(lost.letterId)).toEqual(['sent', null])
    expect(box.mails).toHaveLength(count + 1)
    // The server takes it and its word is lost; then it refuses one.
    box.set('dropAfter')
    const silent = await sent('D4')
    await reef.work()
    await sendLetter.run({ letterId: silent.letterId }, context)
    expect(await states(silent.letterId)).toEqual(['unknown', 'unknown'])
    expect(box.mails).toHaveLength(count + 2)
    box.set('refuse')
    const refused = await sent('D4')
    await reef.work()
    box.set('take')
    expect(await states(refused.letterId)).toEqual(['failed', 'refused'])
  })

  it('may be copied and sent by hand, and is then kept as that; what it lacks is written down', async () => {
    const { subject, version: of } = await draft('D4')
    const letter = { template: 'D4', version: of, channel: 'copied', subject, text: 'We took care of it.' }
    const count = box.mails.length
    const { letterId } = await reef.command(reef.kofi, send, { caseId, version: await version(), letter })
    await reef.work()
    expect(box.mails).toHaveLength(count)
    const row = await reef.db.letter.findUniqueOrThrow({ where: { id: letterId } })
    expect(row.state).toBe('given')
    expect(row.missing).toEqual(expect.arrayContaining(['case', 'items', 'copyOfCounter']))
  })
})
