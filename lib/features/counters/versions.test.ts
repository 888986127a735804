import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sendLetter } from '@/lib/features/correspondence/commands'
import { preview } from '@/lib/features/letters/queries'
import { runQuery } from '@/lib/platform/queries/define'
import { COUNTER_AT, type Counters, openCounters, TARGET, WHOLE } from '@/lib/testing/counters'

let desk: Counters
beforeAll(async () => {
  desk = await openCounters()
})
beforeEach(async () => {
  await desk.open()
})

const LATER = '2026-11-04T12:00:00-05:00'
const LACKS = { ...WHOLE, consent: false }
const pasted = (text: string) => ({ more: { original: { entry: 'paste', text } } })
const start = async (id: string) => (await desk.clockOf(id))?.startedAt

describe('of several papers of one person', () => {
  it('the first that is whole is day 0, whatever comes after it, and no link takes it away', async () => {
    const first = await desk.counter(COUNTER_AT)
    const second = await desk.counter(LATER)
    expect([await desk.stateOf(first), await desk.stateOf(second)]).toEqual(['received', 'addition'])
    await desk.accept(first, LATER)
    expect(await start(first)).toEqual(new Date(COUNTER_AT))
  })

  it('the one received first counts, though it was entered last', async () => {
    const later = await desk.counter(LATER)
    const first = await desk.counter(COUNTER_AT, { now: '2026-11-05T12:00:00-05:00' })
    expect([await desk.stateOf(first), await desk.stateOf(later)]).toEqual(['received', 'addition'])
  })

  it('the one received first takes over a window that was counted from another, with the papers of courts', async () => {
    const later = await desk.forwarded(LATER)
    await desk.court(later, '2026-11-05T12:00:00-05:00')
    const first = await desk.counter(COUNTER_AT, { now: '2026-11-06T12:00:00-05:00' })
    await desk.accept(first, '2026-11-06T13:00:00-05:00')
    expect([await desk.stateOf(first), await desk.stateOf(later)]).toEqual(['valid', 'addition'])
    expect(await start(first)).toEqual(new Date(COUNTER_AT))
    expect((await desk.clockOf(later))?.state).toBe('withdrawn')
    const papers = await desk.reef.db.courtPaper.findMany({ where: { counterId: first } })
    expect(papers).toHaveLength(1)
    expect((await desk.view('2026-11-06T13:00:00-05:00')).due.map((one) => one.template)).toContain('D8')
  })

  it('what was thought whole and is not gives way to what came beside it', async () => {
    const first = await desk.counter(COUNTER_AT)
    const second = await desk.counter(LATER)
    await desk.accept(first, LATER, LACKS)
    expect([await desk.stateOf(first), await desk.stateOf(second)]).toEqual(['replaced', 'received'])
    await desk.accept(second, LATER)
    expect(await start(second)).toEqual(new Date(LATER))
  })

  it('one that is made whole under a hold stays held, and has its window when the hold ends', async () => {
    const first = await desk.counter(COUNTER_AT, { elements: LACKS })
    await desk.accept(first, COUNTER_AT, LACKS)
    await desk.court(first, '2026-11-03T12:00:00-05:00')
    await desk.decidePaper('2026-11-03T13:00:00-05:00', desk.ines)
    const cured = await desk.counter(LATER)
    expect([await desk.stateOf(first), await desk.stateOf(cured)]).toEqual(['replaced', 'held'])
    await desk.court(cured, '2026-11-10T12:00:00-05:00', { sort: 'dismissal' })
    await desk.decidePaper('2026-11-10T13:00:00-05:00', desk.ines, 'letGo')
    expect(await desk.stateOf(cured)).toBe('received')
    await desk.accept(cured, '2026-11-10T14:00:00-05:00')
    expect(await start(cured)).toEqual(new Date(LATER))
  })
})

describe('the letter D8', () => {
  const draft = async (accountId?: string) =>
    runQuery(preview, {
      db: desk.reef.db,
      actor: desk.nadia,
      now: new Date(TARGET),
      input: { caseId: (await desk.ref()).caseId, template: 'D8', ...(accountId ? { accountId } : {}) },
    })
  const send = async (text: string, more: object = {}) => {
    const letter = { template: 'D8', version: 2, channel: 'copied', subject: 'Counter-notice', text, ...more }
    return desk.at(LATER, desk.nadia, sendLetter, { ...(await desk.ref()), letter })
  }

  it('holds what was sent first and what completed it', async () => {
    const first = await desk.counter(COUNTER_AT, { elements: LACKS, ...pasted('I swear that it is mine.') })
    await desk.accept(first, COUNTER_AT, LACKS)
    const bare = { signature: false, material: false, belief: false, person: false, consent: true }
    const more = { name: '', address: '', phone: '', original: { entry: 'paste', text: 'I consent to the court.' } }
    const cured = await desk.counter(LATER, { elements: bare, more })
    expect(await desk.reef.db.counterNotice.findUniqueOrThrow({ where: { id: cured } })).toMatchObject({
      name: 'Wren Ash',
      elements: WHOLE,
    })
    await desk.accept(cured, LATER)
    const { text, required } = await draft()
    expect(text).toMatch(/I swear that it is mine\.[\s\S]*I consent to the court\./)
    expect(required.find(({ name }) => name === 'counterWhole')?.isThere).toBe(true)
  })

  it('forwards nothing when the counter-notice was cut from it, nor the ten days', async () => {
    const id = await desk.counter(COUNTER_AT, pasted('I swear that it is mine.'))
    await desk.accept(id, COUNTER_AT)
    const { text } = await draft()
    for (const words of ['I swear that it is mine.', 'in 10 business days'])
      await expect(send(text.replace(words, ''))).rejects.toMatchObject({ code: 'letter.notWhole' })
    expect(await desk.stateOf(id)).toBe('valid')
    await send(text)
    expect(await desk.stateOf(id)).toBe('forwarded')
  })

  it('of each of two is owed, and says whose it hands on', async () => {
    await desk.open([desk.wren, desk.harl])
    const ids = [await desk.counter(COUNTER_AT), await desk.counter(COUNTER_AT, { accountId: desk.harl })]
    for (const id of ids) await desk.accept(id, COUNTER_AT)
    const { text } = await draft(desk.wren)
    await expect(send(text)).rejects.toMatchObject({ code: 'notice.whom' })
    await send(text, { accountId: desk.wren })
    const { due } = await desk.view(LATER)
    expect(due.filter(({ template }) => template === 'D8')).toMatchObject([{ accountId: desk.harl }])
  })

  it('says that a copy is enclosed where it came on paper, and is no mail then', async () => {
    const id = await desk.counter(COUNTER_AT)
    await desk.accept(id, COUNTER_AT)
    const { text } = await draft()
    expect(text).toContain('a copy of it is enclosed')
    await expect(send(text.replace('a copy of it is enclosed', ''))).rejects.toMatchObject({ code: 'letter.notWhole' })
  })

  it('keeps no secret link that somebody put in', async () => {
    const id = await desk.counter(COUNTER_AT)
    await desk.accept(id, COUNTER_AT)
    const { text } = await draft()
    await send(`${text}\nhttps://desk.reef.example/dmca/counter/${'a'.repeat(43)}`)
    const { caseId } = await desk.ref()
    const kept = await desk.reef.db.letter.findFirstOrThrow({ where: { template: 'D8', caseId } })
    const { original } = await import('@/lib/features/papers/queries')
    const { bytes } = await desk.reef.query(desk.ines, original, { paperId: kept.paperId })
    expect(Buffer.from(bytes).toString()).toContain('/dmca/counter/[link]')
  })
})
