import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { one as handCase } from '@/lib/features/byhand/queries'
import { readCase } from '@/lib/features/casefile/readings'
import { sendLetter } from '@/lib/features/correspondence/commands'
import { list as dmcaList, one as dmcaCase } from '@/lib/features/dmca/queries'
import { hashOfToken } from '@/lib/features/filings/store'
import { one as following } from '@/lib/features/following/queries'
import { preview } from '@/lib/features/letters/queries'
import { settle } from '@/lib/features/locating/commands'
import { openNotice } from '@/lib/features/notices/commands'
import { redacted, redactionFor } from '@/lib/features/redaction/model'
import { original } from '@/lib/features/papers/queries'
import { cases as searchCases } from '@/lib/features/search/queries'
import { decide as decideItems } from '@/lib/features/takedowns/commands'
import type { PersonActor } from '@/lib/platform/access/access'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { runCommand } from '@/lib/platform/commands/run'
import { runQuery } from '@/lib/platform/queries/define'
import { exact } from '@/lib/platform/i18n/time'
import { openReef, type Reef } from '@/lib/testing/reef'
import { decide, flag, judge, noteKnowledge, openBeside, openSubpoena } from './commands'

let reef: Reef
let nadia: PersonActor
beforeAll(async () => {
  reef = await openReef()
  nadia = { ...(await reef.signIn(reef.people.nadia)), roles: ['legal'] }
})

const ELEMENTS = ['signature', 'work', 'material', 'contact', 'goodFaith', 'accuracy'] as const
const RECEIVED = new Date(Date.now() - 20 * 3600_000).toISOString()
const inside = <T>(run: (context: CommandContext) => Promise<T>): Promise<T> =>
  reef.command(
    reef.ines,
    defineCommand({ name: 'test.inside', permission: 'notice.work', input: z.object({}), run }),
    {},
  )
const opened = async () => {
  const { caseId } = await inside((context) =>
    openNotice(context, {
      receivedAt: RECEIVED,
      channel: 'mail',
      sender: { name: 'Dana Marlow', principal: '', email: 'legal@marlow.example', phone: '', address: '' },
      works: ['Harbour, May'],
      urls: [{ url: 'https://reef.example/@wren/9', work: 0 }],
      elements: [],
      original: { entry: 'paste', text: 'You publish lies about me at https://reef.example/@wren/9' },
      subject: 'Notice',
      isConfirmed: true,
      tokenHash: null,
      language: 'en',
    }),
  )
  return caseId
}
const ref = async (caseId: string) => {
  const { version } = await reef.db.case.findUniqueOrThrow({ where: { id: caseId } })
  return { caseId, version }
}
const judged = async (caseId: string, missing: readonly string[], actor = reef.kofi) =>
  reef.command(actor, judge, {
    ...(await ref(caseId)),
    elements: ELEMENTS.map((element) => ({ element, standing: missing.includes(element) ? 'missing' : 'there' })),
  })
const decided = async (caseId: string, decision: object, actor = nadia) =>
  reef.command(actor, decide, { ...(await ref(caseId)), decision })
const view = (caseId: string) => reef.query(nadia, dmcaCase, { caseId })
const clockOf = async (caseId: string, name: string) =>
  (await view(caseId)).clocks.filter((clock) => clock.name === name).map((clock) => clock.state)
const letter = async (caseId: string, template: string) => {
  const { version, subject, text } = await reef.query(nadia, preview, { caseId, template })
  return reef.command(nadia, sendLetter, {
    ...(await ref(caseId)),
    letter: { template, version, subject, text, channel: 'copied' },
  })
}

describe('a notice is judged', () => {
  it('by its elements, each said by a person; a moderator judges, counsel or the owner decides', async () => {
    const caseId = await opened()
    await expect(decided(caseId, { step: 'valid' })).rejects.toMatchObject({ code: 'notice.unjudged' })
    await judged(caseId, [])
    await expect(decided(caseId, { step: 'valid' }, reef.kofi)).rejects.toMatchObject({ code: 'notAllowed' })
    await expect(decided(caseId, { step: 'defectiveCore' })).rejects.toMatchObject({ code: 'notice.otherVerdict' })
    await decided(caseId, { step: 'valid' })
    expect(await view(caseId)).toMatchObject({ state: 'valid', verdict: 'complete' })
    expect(await clockOf(caseId, 'dmca.disable')).toEqual(['running'])
  })

  it('curable: it does not end before the sender was asked, and what makes it whole starts the target anew', async () => {
    const caseId = await opened()
    await judged(caseId, ['signature'])
    await decided(caseId, { step: 'defectiveCurable' })
    expect(await clockOf(caseId, 'dmca.disable')).toEqual(['withdrawn'])
    const closing = { step: 'close', reason: 'No answer' }
    await expect(decided(caseId, closing)).rejects.toMatchObject({ code: 'notice.askFirst' })
    expect((await view(caseId)).due.map(({ template }) => template)).toEqual(['D3'])
    await letter(caseId, 'D3')
    expect((await view(caseId)).askedAt).not.toBeNull()
    await reef.command(reef.kofi, judge, {
      ...(await ref(caseId)),
      elements: [{ element: 'signature', standing: 'cured' }],
    })
    const curedAt = new Date(Date.now() - 3600_000).toISOString()
    await decided(caseId, { step: 'valid', curedAt })
    const clocks = (await view(caseId)).clocks.filter((clock) => clock.name === 'dmca.disable')
    expect(clocks.map((clock) => [clock.state, clock.startedAt])).toEqual([
      ['withdrawn', RECEIVED],
      ['running', curedAt],
    ])
  })

  it('core: what a reviewer sees with own eyes opens the levers and a clock, and closing asks what was done', async () => {
    const caseId = await opened()
    await judged(caseId, ['work'])
    await decided(caseId, { step: 'defectiveCore' })
    await reef.db.noticeItem.updateMany({ where: { caseId }, data: { state: 'found', postId: '9' } })
    const levers = async () => (await view(caseId)).items.flatMap(({ may }) => may)
    expect(await levers()).toEqual(['refuse', 'alreadyGone'])
    await reef.command(reef.kofi, noteKnowledge, { ...(await ref(caseId)), text: 'It shows her watermark.' })
    const seen = await view(caseId)
    expect(seen).toMatchObject({ state: 'defectiveCore', ownKnowledge: 'It shows her watermark.' })
    expect(await levers()).toEqual(expect.arrayContaining(['edgeBlock', 'mastodonPage', 'accountAct', 'author']))
    const [clock] = seen.clocks.filter(({ name }) => name === 'dmca.ownKnowledge')
    expect(clock).toMatchObject({ state: 'running', startedAt: seen.ownKnowledgeAt })
    expect((await reef.query(nadia, dmcaList, { tab: 'act' })).rows.map((row) => row.caseId)).toContain(caseId)
    expect((await reef.query(nadia, preview, { caseId, template: 'D3' })).text).not.toContain('We have not acted on it')

    // What is added later does not make it later.
    await reef.command(reef.kofi, noteKnowledge, { ...(await ref(caseId)), text: 'Her watermark, twice.' })
    expect((await view(caseId)).ownKnowledgeAt).toBe(seen.ownKnowledgeAt)

    const close = { step: 'close', reason: 'Not made whole' }
    await expect(decided(caseId, close)).rejects.toMatchObject({ code: 'notice.knowledgeOpen' })
    const itemIds = (await view(caseId)).items.map(({ id }) => id)
    await reef.command(nadia, decideItems, {
      ...(await ref(caseId)),
      itemIds,
      decision: { step: 'alreadyGone', reason: 'The author took it down' },
    })
    expect(await clockOf(caseId, 'dmca.ownKnowledge')).toEqual(['met'])
    await expect(decided(caseId, close)).rejects.toMatchObject({ code: 'notice.knowledgeUnanswered' })
    await decided(caseId, { ...close, knowledgeDone: 'Its author took it down the same hour.' })
    expect(await view(caseId)).toMatchObject({
      isOpen: false,
      knowledgeDone: 'Its author took it down the same hour.',
    })
    await expect(
      reef.command(reef.kofi, noteKnowledge, { ...(await ref(caseId)), text: 'It is back.' }),
    ).rejects.toMatchObject({ code: 'notice.knowledgeElsewhere' })
  })

  it('not copyright: it becomes a case of its kind, whose clock runs from receipt, with the letter sealed there', async () => {
    const caseId = await opened()
    await decided(caseId, { step: 'notCopyright', kind: 'illegalContent', reason: 'Says it is defamed' })
    const { became } = await view(caseId)
    const other = await reef.query(nadia, handCase, { caseId: became?.caseId })
    expect(other).toMatchObject({ kind: 'illegalContent', receivedAt: RECEIVED, title: 'Says it is defamed' })
    expect(other.clocks[0]).toMatchObject({ name: 'dsa.decision', startedAt: RECEIVED })
    expect(other.papers[0]).toMatchObject({ isKept: true, entry: 'paste' })
  })

  it('an intimate image: D2 says under which number it runs, until when, and that nothing need be sent again', async () => {
    const caseId = await opened()
    await decided(caseId, { step: 'notCopyright', kind: 'intimateImage', reason: 'It is a picture of her' })
    const { became } = await view(caseId)
    const { text, subject, required } = await reef.query(nadia, preview, { caseId, template: 'D2' })
    const by = exact(new Date(new Date(RECEIVED).getTime() + 48 * 3600_000), 'America/New_York')
    for (const words of [String(became?.number), by, '48 hours', 'You need not send anything again'])
      expect(text).toContain(words)
    expect(subject).toContain(String(became?.number))
    for (const elsewhere of ['Where to go instead', 'tell us the address at once', 'which sign'])
      expect(text).not.toContain(elsewhere)
    expect(required.filter(({ isThere }) => !isThere).map(({ name }) => name)).toEqual(['agent'])
    // The sender's page says the same.
    const token = 'a'.repeat(43)
    await reef.db.notice.update({ where: { caseId }, data: { tokenHash: hashOfToken(token) } })
    const followed = await runQuery(following, {
      db: reef.db,
      actor: { kind: 'public', address: '203.0.113.9' },
      now: new Date(),
      input: { token },
    })
    expect(followed.became).toMatchObject({ number: became?.number, by: expect.stringMatching(/Z$/) })
  })

  it('any other matter: D2 names its case and no list of other ways', async () => {
    const caseId = await opened()
    await decided(caseId, { step: 'notCopyright', kind: 'dataRequest', reason: 'Wants to know what we hold' })
    const { became } = await view(caseId)
    const { text } = await reef.query(nadia, preview, { caseId, template: 'D2' })
    expect(text).toContain(`case ${became?.number}`)
    expect(text).not.toMatch(/48 hours|Where to go instead/)
  })

  it('a duplicate names the earlier notice', async () => {
    const [first, second] = [await opened(), await opened()]
    const { number } = await view(first)
    await expect(decided(second, { step: 'duplicate', of: 999_999 })).rejects.toMatchObject({ code: 'notice.noSuch' })
    await decided(second, { step: 'duplicate', of: number })
    expect((await view(second)).duplicateOf).toMatchObject({ caseId: first, number })
  })

  it('a suspected misrepresentation is flagged and changes nothing', async () => {
    const caseId = await opened()
    await reef.command(nadia, flag, { ...(await ref(caseId)), isMisrepresented: true, text: 'Sent for a rival' })
    expect(await view(caseId)).toMatchObject({ isMisrepresented: true, state: 'received', intimate: null })
  })

  it('a subpoena about it has its own day, its own paper and its own clocks, and is hidden from whom it is about', async () => {
    const caseId = await opened()
    await reef.db.case.update({ where: { id: caseId }, data: { partyIds: [reef.people.wren.id] } })
    const served = new Date(Date.now() - 3600_000).toISOString()
    const paper = {
      at: served,
      party: 'Clerk of the District Court',
      channel: 'post',
      original: { entry: 'paste', text: 'SUBPOENA TO IDENTIFY THE ALLEGED INFRINGER' },
    }
    const complianceOn = '2099-01-04'
    const given = { title: 'Who is @wren', paper, complianceOn }
    await expect(reef.command(reef.kofi, openSubpoena, { ...(await ref(caseId)), ...given })).rejects.toMatchObject({
      code: 'notAllowed',
    })
    await reef.command(nadia, openSubpoena, { ...(await ref(caseId)), ...given })
    const [order] = (await view(caseId)).besides
    expect(order).toMatchObject({ kind: 'legalOrder' })
    const there = await reef.query(nadia, handCase, { caseId: order?.caseId })
    expect(there).toMatchObject({ receivedAt: served, sender: 'Clerk of the District Court', channel: 'post' })
    expect(there.beside?.caseId).toBe(caseId)
    const started = Object.fromEntries(there.clocks.map(({ name, startedAt }) => [name, startedAt]))
    expect(started).toEqual({ 'frcp.objection': served, 'legal.answer': served })
    expect(there.papers).toHaveLength(1)
    const { bytes } = await reef.query(nadia, original, { paperId: there.papers[0]?.id })
    expect(Buffer.from(bytes).toString()).toBe(paper.original.text)
    expect(there.tasks.map(({ text }) => text).join()).toContain('512(h)(2)(A)')
    const row = await reef.db.case.findUniqueOrThrow({ where: { id: order?.caseId ?? '' } })
    expect(row.partyIds).toEqual([reef.people.wren.id])
  })

  it('whom its addresses lead to later may not see what stands beside it either', async () => {
    const caseId = await opened()
    await reef.command(nadia, openBeside, { ...(await ref(caseId)), title: 'Not consented' })
    const { intimate } = await view(caseId)
    const item = await reef.db.noticeItem.findFirstOrThrow({ where: { caseId } })
    const accountId = reef.people.kofi.id
    const fates = [{ itemId: item.id, state: 'found' as const, accountId, isLocal: true }]
    await runCommand(settle, {
      db: reef.db,
      actor: { kind: 'system', name: 'filings' },
      now: new Date(),
      input: { caseId, fates },
    })
    await expect(reef.query(reef.kofi, handCase, { caseId: intimate?.caseId })).rejects.toMatchObject({
      code: 'notFound',
    })
  })

  it('stands whole in its case file, where whoever sent it can be withheld', async () => {
    const caseId = await opened()
    const { file } = await readCase({ db: reef.db, actor: nadia, caseId, now: new Date() }, [])
    expect(file.notice).toMatchObject({ state: 'received', sender: 'Dana Marlow', works: ['Harbour, May'] })
    expect(file.notice?.papers[0]).toMatchObject({ kind: 'notice', way: 'in' })
    const told = redacted({ ...file, exhibits: [] }, redactionFor({ ...file, exhibits: [] }, ['thirdParties']))
    expect(JSON.stringify(told)).not.toContain('Marlow')
  })

  it('is found by its words, and not seen by whom it is about', async () => {
    const caseId = await opened()
    const found = await reef.query(nadia, searchCases, { text: 'marlow harbour' })
    expect(found.rows.map((row) => row.id)).toContain(caseId)
    await reef.db.case.update({ where: { id: caseId }, data: { partyIds: [reef.people.kofi.id] } })
    await expect(reef.query(reef.kofi, dmcaCase, { caseId })).rejects.toMatchObject({ code: 'notFound' })
    await expect(judged(caseId, [])).rejects.toMatchObject({ code: 'notFound' })
  })
})
