import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { addDay, removeDay } from '@/lib/features/calendars/commands'
import { withdraw } from '@/lib/features/counters/commands'
import { COUNTER_AT, type Counters, openCounters, paper, TARGET } from '@/lib/testing/counters'
import { ask, retract } from './commands'
import { run, settle } from './outcomes'
import { sweepCopyright } from './workers'

let desk: Counters
beforeAll(async () => {
  desk = await openCounters()
})

const stateOfClock = async (id: string) => (await desk.clockOf(id))?.state

describe('of two subscribers of one notice each', () => {
  /** Both forwarded: of @wren and of @harl, who sent it a day later. */
  async function two() {
    await desk.open([desk.wren, desk.harl])
    return [await desk.forwarded(COUNTER_AT), await desk.forwarded('2026-11-03T12:00:00-05:00', desk.harl)] as const
  }

  it('keeps the own window when the other is held', async () => {
    const [first, second] = await two()
    await desk.court(second, '2026-11-10T12:00:00Z')
    await desk.decidePaper('2026-11-10T13:00:00Z', desk.ines)
    expect([await desk.stateOf(first), await desk.stateOf(second)]).toEqual(['forwarded', 'held'])
    expect([await stateOfClock(first), await stateOfClock(second)]).toEqual(['running', 'withdrawn'])
  })

  it('keeps it when the other is put back', async () => {
    const [first, second] = await two()
    await desk.approvedAhead(first)
    expect(await desk.machine(TARGET, run, { counterId: first })).toEqual({ isBegun: true })
    await desk.seenBack(TARGET)
    await desk.machine(TARGET, settle, { caseId: (await desk.ref()).caseId })
    expect([await stateOfClock(first), await stateOfClock(second)]).toEqual(['met', 'running'])
    // What is done for one of them is not done.
    const { steps } = await desk.view(TARGET)
    expect(steps.find((step) => step.name === 'back')?.state).not.toBe('done')
  })

  it('keeps it when the other is withdrawn', async () => {
    const [first, second] = await two()
    const input = { ...(await desk.ref()), counterId: second, reason: 'Settled' }
    await desk.at('2026-11-10T12:00:00Z', desk.nadia, withdraw, input)
    expect([await stateOfClock(first), await stateOfClock(second)]).toEqual(['running', 'withdrawn'])
  })

  it('is held by a paper that names neither, and so is whoever answers later', async () => {
    await desk.open([desk.wren, desk.harl])
    const first = await desk.forwarded(COUNTER_AT)
    await desk.court(null, '2026-11-10T12:00:00Z')
    await desk.decidePaper('2026-11-10T13:00:00Z', desk.ines)
    const second = await desk.counter('2026-11-11T12:00:00Z', { accountId: desk.harl })
    await desk.decidePaper('2026-11-11T13:00:00Z', desk.ines)
    expect([await desk.stateOf(first), await desk.stateOf(second)]).toEqual(['held', 'held'])
  })
})

describe('a hold that is let go', () => {
  async function heldAndLetGo(dismissedAt: string) {
    await desk.open()
    const id = await desk.forwarded()
    await desk.court(id, '2026-11-10T12:00:00Z')
    await desk.decidePaper('2026-11-10T13:00:00Z', desk.ines)
    await desk.court(id, dismissedAt, { sort: 'dismissal' })
    await desk.decidePaper(dismissedAt, desk.ines, 'letGo')
    return id
  }

  it('within the fourteen days leaves what is left of them, with a clock of its own', async () => {
    const id = await heldAndLetGo('2026-11-13T12:00:00Z')
    const clock = await desk.clockOf(id)
    expect(clock).toMatchObject({ name: 'dmca.putBack', state: 'running', startedAt: new Date(COUNTER_AT) })
    expect(clock?.marks.filter((mark) => mark.isOpen).map((mark) => mark.name)).toContain('closes')
    const [counter] = (await desk.view('2026-11-13T13:00:00Z')).counters
    expect(counter).toMatchObject({
      state: 'forwarded',
      barrier: null,
      window: { targetAt: new Date(TARGET).toISOString() },
    })
  })

  it('after them has a clock too: nothing holds it any more, and two people put it back at once', async () => {
    const id = await heldAndLetGo('2026-12-02T12:00:00Z')
    const clock = await desk.clockOf(id)
    expect(clock).toMatchObject({
      name: 'dmca.afterHold',
      state: 'running',
      startedAt: new Date('2026-12-02T12:00:00Z'),
    })
    const [counter] = (await desk.view('2026-12-02T13:00:00Z')).counters
    expect(counter).toMatchObject({ barrier: null, window: { closesAt: null } })
    await desk.approvedAhead(id, '2026-12-02T13:00:00Z', '2026-12-02T14:00:00Z')
    expect(await desk.machine('2026-12-02T14:01:00Z', run, { counterId: id })).toEqual({ isBegun: true })
    await desk.seenBack('2026-12-02T14:05:00Z')
    await desk.machine('2026-12-02T14:05:00Z', settle, { caseId: (await desk.ref()).caseId })
    expect(await stateOfClock(id)).toBe('met')
  })
})

describe('days that counsel adds', () => {
  const day = { calendar: 'US-FED', why: 'Closed by executive order' }
  const owner = () => desk.ines
  const added = async (now: string, ...days: string[]) => {
    for (const one of days) await desk.at(now, owner(), addDay, { ...day, day: one })
  }
  const takeAllBack = async (now: string) => {
    const rows = await desk.reef.db.addedDay.findMany()
    for (const { id } of rows) await desk.at(now, owner(), removeDay, { id })
  }

  afterEach(() => takeAllBack('2026-12-02T12:00:00Z'))

  it('move what was approved ahead, on the page and when it runs', async () => {
    await desk.open()
    const id = await desk.forwarded()
    await desk.approvedAhead(id)
    await added('2026-11-05T12:00:00Z', '2026-11-12')
    const [counter] = (await desk.view('2026-11-05T13:00:00Z')).counters
    expect(counter).toMatchObject({ approved: { by: 'ines' }, putBackAt: '2026-11-19T15:00:00.000Z' })
    expect(counter?.window?.targetAt).toBe('2026-11-19T15:00:00.000Z')
    expect(await desk.machine('2026-11-19T14:59:00Z', run, { counterId: id })).toEqual({ isBegun: false })
    await takeAllBack('2026-11-06T12:00:00Z')
    expect((await desk.view('2026-11-06T13:00:00Z')).counters[0]?.putBackAt).toBe(new Date(TARGET).toISOString())
    await sweepCopyright.run({}, { db: desk.reef.db, now: () => new Date(TARGET) })
    expect(await desk.stateOf(id)).toBe('restoring')
  })

  it('leave the target on a day that is left, though counsel counts that as none', async () => {
    await desk.open()
    const id = await desk.forwarded()
    await added('2026-11-05T12:00:00Z', '2026-11-12', '2026-11-13', '2026-11-16', '2026-11-23')
    const clock = await desk.clockOf(id)
    expect(clock?.isWindowClosed).toBe(false)
    expect(clock?.marks.find((mark) => mark.name === 'target')?.day).toBe('2026-11-23')
  })

  it('that leave no day set the approval aside: nothing runs by itself, and two people decide late', async () => {
    await desk.open()
    const id = await desk.forwarded()
    await desk.approvedAhead(id)
    await added('2026-11-05T12:00:00Z', '2026-11-12', '2026-11-13', '2026-11-16', '2026-11-17', '2026-11-18')
    const [counter] = (await desk.view('2026-11-05T13:00:00Z')).counters
    expect(counter).toMatchObject({
      approved: null,
      putBackAt: null,
      setAside: { by: 'ines' },
      barrier: 'putBack.windowClosed',
      window: { isClosed: true },
    })
    for (const now of ['2026-11-24T15:00:00Z', '2026-11-25T15:00:00Z', '2026-12-01T15:00:00Z'])
      await sweepCopyright.run({}, { db: desk.reef.db, now: () => new Date(now) })
    expect(await desk.stateOf(id)).toBe('forwarded')
    const input = { ...(await desk.ref()), counterId: id }
    await expect(desk.at('2026-11-24T15:00:00Z', desk.nadia, ask, input)).rejects.toMatchObject({
      code: 'putBack.windowClosed',
    })
    await desk.approvedAhead(id, '2026-12-01T15:00:00Z', '2026-12-01T16:00:00Z')
    await sweepCopyright.run({}, { db: desk.reef.db, now: () => new Date('2026-12-01T16:01:00Z') })
    expect(await desk.stateOf(id)).toBe('restoring')
    await desk.seenBack('2026-12-01T16:05:00Z')
    await desk.machine('2026-12-01T16:05:00Z', settle, { caseId: input.caseId })
    const clock = await desk.clockOf(id)
    expect(clock?.state).toBe('missed')
    expect(JSON.stringify(clock?.entries.at(-1)?.data)).toContain('days that were added had left none')
  })
})

describe('a put-back after "not after"', () => {
  it('is not run by itself for an approval of before, and is written down as missed, with the cause', async () => {
    await desk.open()
    const id = await desk.forwarded()
    await desk.approvedAhead(id)
    const after = '2026-11-26T15:00:00Z'
    expect(await desk.machine(after, run, { counterId: id })).toEqual({ isBegun: false })
    expect((await desk.view(after)).counters[0]).toMatchObject({ approved: null, setAside: { by: 'ines' } })
    await desk.approvedAhead(id, after, '2026-11-26T16:00:00Z')
    expect(await desk.machine('2026-11-26T16:00:00Z', run, { counterId: id })).toEqual({ isBegun: true })
    await desk.seenBack('2026-11-26T16:02:00Z')
    await desk.machine('2026-11-26T16:02:00Z', settle, { caseId: (await desk.ref()).caseId })
    const clock = await desk.clockOf(id)
    expect(clock?.state).toBe('missed')
    expect(JSON.stringify(clock?.entries.at(-1)?.data)).toContain('it was approved only on 26 Nov 2026')
  })

  it('that follows a retraction is none: its clock ended with the notice', async () => {
    await desk.open()
    const id = await desk.forwarded()
    const now = '2026-11-05T12:00:00Z'
    await desk.at(now, desk.nadia, retract, { ...(await desk.ref()), paper: paper(now) })
    expect(await stateOfClock(id)).toBe('withdrawn')
  })
})

describe('a court paper', () => {
  it('of any kind stops what was approved, until a second person has read it', async () => {
    for (const sort of ['restraint', 'order', 'dismissal'] as const) {
      await desk.open()
      const id = await desk.forwarded()
      await desk.approvedAhead(id)
      expect(await desk.court(id, '2026-11-10T12:00:00Z', { sort, isFromSender: false })).toMatchObject({
        effect: 'wait',
      })
      expect(await desk.machine(TARGET, run, { counterId: id })).toEqual({ isBegun: false })
      const decision = sort === 'dismissal' ? 'none' : 'hold'
      await desk.decidePaper(TARGET, desk.ines, decision)
      expect(await desk.stateOf(id)).toBe(sort === 'dismissal' ? 'forwarded' : 'held')
    }
  })

  it('without a number waits as well', async () => {
    await desk.open()
    const id = await desk.forwarded()
    await desk.approvedAhead(id)
    await desk.court(id, '2026-11-10T12:00:00Z', { docket: '', isFromSender: false })
    expect(await desk.machine(TARGET, run, { counterId: id })).toEqual({ isBegun: false })
  })

  it('that restrains does not let go of a hold, and what ends one of two leaves the other', async () => {
    await desk.open()
    const id = await desk.forwarded()
    await desk.court(id, '2026-11-10T12:00:00Z')
    await desk.decidePaper('2026-11-10T13:00:00Z', desk.ines)
    await desk.court(id, '2026-11-11T12:00:00Z', { sort: 'restraint', docket: 'TRO 26-77' })
    await expect(desk.decidePaper('2026-11-11T13:00:00Z', desk.ines, 'letGo')).rejects.toMatchObject({
      code: 'court.otherKind',
    })
    await desk.decidePaper('2026-11-11T13:00:00Z', desk.ines)
    await desk.court(id, '2026-11-12T12:00:00Z', { sort: 'dismissal' })
    await desk.decidePaper('2026-11-12T13:00:00Z', desk.ines, 'letGo')
    const counter = await desk.reef.db.counterNotice.findUniqueOrThrow({ where: { id } })
    expect(counter).toMatchObject({ state: 'held', docket: 'TRO 26-77' })
    await desk.court(id, '2026-11-13T12:00:00Z', { sort: 'dismissal', docket: 'TRO 26-77' })
    await desk.decidePaper('2026-11-13T13:00:00Z', desk.ines, 'letGo')
    expect(await desk.stateOf(id)).toBe('forwarded')
    expect(await stateOfClock(id)).toBe('running')
  })

  it('received before the put-back and entered after it is told as received first', async () => {
    await desk.open()
    const id = await desk.forwarded()
    await desk.approvedAhead(id)
    await desk.machine(TARGET, run, { counterId: id })
    expect(await desk.court(id, '2026-11-16T12:00:00Z', {}, '2026-11-19T12:00:00Z')).toMatchObject({ effect: 'missed' })
    expect(await desk.stateOf(id)).toBe('escalated')
  })
})
