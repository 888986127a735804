import { beforeAll, describe, expect, it } from 'vitest'
import { enterCounter } from '@/lib/features/counters/commands'
import { noticeIn } from '@/lib/features/copyright/parse'
import { clocksOf } from '@/lib/features/deadlines/queries'
import { papersOf } from '@/lib/features/papers/queries'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { openReef, type Reef } from '@/lib/testing/reef'
import { z } from 'zod'
import { openNotice } from './commands'
import type { NoticeInput } from './schema'

let reef: Reef
beforeAll(async () => {
  reef = await openReef()
})

/** What only other features call, called inside a transaction. */
const inside = <T>(run: (context: CommandContext) => Promise<T>): Promise<T> =>
  reef.command(
    reef.ines,
    defineCommand({ name: 'test.inside', permission: 'notice.work', input: z.object({}), run }),
    {},
  )

const TEXT = `I own my photograph Harbour, May. It is copied at https://reef.example/@wren/114900000000000009 and
https://reef.example/@wren. I have a good faith belief that this is not authorised. Reach me at legal@marlow.example.`
const facts = noticeIn(TEXT)
const NOTICE: NoticeInput = {
  receivedAt: new Date(Date.now() - 3600_000).toISOString(),
  channel: 'mail',
  sender: { name: 'Dana Marlow', principal: 'Marlow Prints', email: 'legal@marlow.example', phone: '', address: '' },
  works: ['Harbour, May'],
  urls: facts.targets.map(({ url }) => ({ url, work: 0 })),
  elements: facts.found.map(({ element, spans }) => {
    const { quote = '', start = 0, end = 0 } = spans[0] ?? {}
    return { element, standing: 'found', quote, start, end }
  }),
  original: { entry: 'paste', text: TEXT },
  subject: 'Takedown',
  isConfirmed: true,
  tokenHash: null,
  language: 'en',
}

describe('a notice', () => {
  it('is a case with its works, addresses and elements, its original and its clock from receipt', async () => {
    const { caseId, number } = await inside((context) => openNotice(context, NOTICE))
    const row = await reef.db.case.findUniqueOrThrow({
      where: { id: caseId },
      include: { notice: { include: { items: { orderBy: { number: 'asc' } }, works: true, elements: true } } },
    })
    expect(row).toMatchObject({ number, kind: 'copyright', class: 'ordinary', state: 'open', partyIds: [] })
    expect(row.notice?.items.map((one) => [one.number, one.kind, one.state, one.workId !== null])).toEqual([
      [1, 'post', 'waiting', true],
      [2, 'profile', 'waiting', true],
    ])
    expect(row.notice?.elements).toHaveLength(6)
    expect(row.notice?.elements.find((one) => one.element === 'accuracy')?.standing).toBe('notFound')
    expect((await papersOf(reef.db, caseId))[0]).toMatchObject({ kind: 'notice', isKept: true })
    expect((await clocksOf(reef.db, row))[0]).toMatchObject({ name: 'dmca.disable', startedAt: NOTICE.receivedAt })
  })

  it('takes a counter-notice of an author whom it names, and says what others are', async () => {
    const { caseId } = await inside((context) => openNotice(context, NOTICE))
    const [first, second] = await reef.db.noticeItem.findMany({ where: { caseId }, orderBy: { number: 'asc' } })
    const author = (id = '', accountId = '', isLocal = true) =>
      reef.db.noticeItem.update({ where: { id }, data: { accountId, isLocal } })
    await author(first?.id, '11')
    await author(second?.id, '12', false)
    const enter = (accountId: string) =>
      inside((context) =>
        enterCounter(
          context,
          { id: caseId, class: 'ordinary' },
          {
            accountId,
            receivedAt: NOTICE.receivedAt,
            channel: 'mail',
            name: 'Wren Ash',
            address: '1 Quay',
            phone: '+1 555 0100',
            elements: { signature: true, material: true, belief: true, person: true, consent: true },
            text: 'My own photograph',
            original: { entry: 'paste', text: 'I counter.' },
          },
        ),
      )
    expect((await enter('12')).state).toBe('referred')
    expect((await enter('13')).state).toBe('refused')
    const { counterId, state } = await enter('11')
    expect(state).toBe('received')
    // A whole one keeps its day 0; what comes after it is a paper beside it. One that lacks something is replaced.
    expect((await enter('11')).state).toBe('addition')
    expect((await papersOf(reef.db, caseId)).filter((paper) => paper.kind === 'counterNotice')).toHaveLength(4)
    const lacks = { signature: true, material: true, belief: false, person: true, consent: true }
    await reef.db.counterNotice.update({ where: { id: counterId }, data: { elements: lacks } })
    expect((await enter('11')).counterId).not.toBe(counterId)
    expect(await reef.db.counterNotice.findUniqueOrThrow({ where: { id: counterId } })).toMatchObject({
      state: 'replaced',
    })
  })
})
