import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { one as handCase } from '@/lib/features/byhand/queries'
import { readCase } from '@/lib/features/casefile/readings'
import { sendLetter } from '@/lib/features/correspondence/commands'
import { one as dmcaCase } from '@/lib/features/dmca/queries'
import { preview } from '@/lib/features/letters/queries'
import { openNotice } from '@/lib/features/notices/commands'
import { redacted, redactionFor } from '@/lib/features/redaction/model'
import { cases as searchCases } from '@/lib/features/search/queries'
import type { PersonActor } from '@/lib/platform/access/access'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { openReef, type Reef } from '@/lib/testing/reef'
import { decide, flag, judge, noteKnowledge, openBeside } from './commands'

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

  it('core: what a reviewer sees with own eyes is written down apart', async () => {
    const caseId = await opened()
    await judged(caseId, ['work'])
    await decided(caseId, { step: 'defectiveCore' })
    await reef.command(reef.kofi, noteKnowledge, { ...(await ref(caseId)), text: 'It shows her watermark.' })
    expect(await view(caseId)).toMatchObject({ state: 'defectiveCore', ownKnowledge: 'It shows her watermark.' })
    await decided(caseId, { step: 'close', reason: 'Not made whole' })
    expect((await view(caseId)).isOpen).toBe(false)
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

  it('a duplicate names the earlier notice', async () => {
    const [first, second] = [await opened(), await opened()]
    const { number } = await view(first)
    await expect(decided(second, { step: 'duplicate', of: 999_999 })).rejects.toMatchObject({ code: 'notice.noSuch' })
    await decided(second, { step: 'duplicate', of: number })
    expect((await view(second)).duplicateOf).toMatchObject({ caseId: first, number })
  })

  it('a suspected misrepresentation is flagged and changes nothing; a subpoena becomes a legal order', async () => {
    const caseId = await opened()
    await reef.command(nadia, flag, { ...(await ref(caseId)), isMisrepresented: true, text: 'Sent for a rival' })
    await reef.command(nadia, openBeside, { ...(await ref(caseId)), kind: 'legalOrder', title: '512(h) subpoena' })
    expect(await view(caseId)).toMatchObject({ isMisrepresented: true, state: 'received', intimate: null })
    const order = await reef.db.case.findFirstOrThrow({ where: { kind: 'legalOrder' }, include: { clocks: true } })
    expect(order.clocks.map((clock) => clock.name)).toEqual(['legal.answer'])
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
