import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { setDesk } from '@/lib/features/alone/commands'
import { list as dmcaList } from '@/lib/features/dmca/queries'
import { clocksOf } from '@/lib/features/deadlines/queries'
import { openBeside } from '@/lib/features/triage/commands'
import { runQuery } from '@/lib/platform/queries/define'
import { COUNTER_AT, type Counters, openCounters, OPENED, paper, TARGET, WHOLE } from '@/lib/testing/counters'
import { touched } from '@/lib/testing/touch'
import { approve, ask, retract } from './commands'
import { run, settle } from './outcomes'

let desk: Counters
let caseId = ''
beforeAll(async () => {
  desk = await openCounters()
})
beforeEach(async () => {
  caseId = await desk.open()
})
const day = (at: string | null | undefined) => at?.slice(0, 10)

describe('a counter-notice', () => {
  it('opens its window at its receipt, over Veterans Day, in the agent’s zone', async () => {
    const id = await desk.forwarded()
    const { counters, clocks } = await desk.view('2026-11-10T15:00:00Z')
    expect(counters[0]?.window).toMatchObject({
      opensAt: '2026-11-18T04:59:59.000Z',
      targetAt: '2026-11-18T15:00:00.000Z',
      day: 6,
    })
    expect(day(counters[0]?.window?.closesAt)).toBe('2026-11-24')
    const marks = clocks.find((clock) => clock.name === 'dmca.putBack')?.marks
    expect(marks?.map((mark) => mark.name)).toEqual(['opens', 'target', 'alarm', 'lastCall', 'closes'])
    expect(await desk.stateOf(id)).toBe('forwarded')
  })

  it('DMCA-12: that lacks something has no window; the cured version is day 0', async () => {
    const first = await desk.counter('2026-11-02T10:00:00-05:00', { elements: { ...WHOLE, consent: false } })
    await desk.accept(first, '2026-11-02T16:00:00Z', { ...WHOLE, consent: false })
    expect(await desk.stateOf(first)).toBe('defective')
    const row = await desk.reef.db.case.findUniqueOrThrow({ where: { id: caseId } })
    expect((await clocksOf(desk.reef.db, row)).map((clock) => clock.name)).not.toContain('dmca.putBack')
    const second = await desk.counter('2026-11-09T18:20:00-05:00')
    expect(await desk.stateOf(first)).toBe('replaced')
    await desk.accept(second, '2026-11-10T12:00:00Z')
    const { counters } = await desk.view('2026-11-10T15:00:00Z')
    const window = counters.find((one) => one.id === second)?.window
    expect([window?.opensAt, window?.targetAt, window?.closesAt]).toEqual([
      '2026-11-25T04:59:59.000Z',
      '2026-11-25T15:00:00.000Z',
      '2026-12-02T04:59:59.000Z',
    ])
  })

  it('DMCA-20: of a remote author has no window, and nothing is put back for it', async () => {
    await desk.reef.db.noticeItem.updateMany({ where: { caseId }, data: { isLocal: false } })
    const id = await desk.counter(COUNTER_AT)
    expect(await desk.stateOf(id)).toBe('referred')
    await expect(desk.accept(id, COUNTER_AT)).rejects.toMatchObject({ code: 'counter.moved' })
  })

  it('of somebody else is kept and refused', async () => {
    expect(await desk.stateOf(await desk.counter(COUNTER_AT, { accountId: desk.reef.people.osei.id }))).toBe('refused')
  })
})

describe('a put-back', () => {
  it('takes two people, waits for business day 11 at ten, and is said when it was seen', async () => {
    const id = await desk.forwarded()
    await desk.at('2026-11-03T15:00:00Z', desk.nadia, ask, { ...(await desk.ref()), counterId: id })
    await expect(
      desk.at('2026-11-20T15:00:00Z', desk.nadia, approve, { ...(await desk.ref()), counterId: id }),
    ).rejects.toMatchObject({ code: 'twoPeople.same' })
    await desk.at('2026-11-04T15:00:00Z', desk.ines, approve, { ...(await desk.ref()), counterId: id })
    expect(await desk.machine('2026-11-18T14:59:00Z', run, { counterId: id })).toEqual({ isBegun: false })
    expect(await desk.machine(TARGET, run, { counterId: id })).toEqual({ isBegun: true })
    expect(await desk.machine(TARGET, run, { counterId: id })).toEqual({ isBegun: false })
    expect(await desk.reef.db.edgeBlock.findFirst({ where: { caseId } })).toMatchObject({ state: 'lifting' })
    expect(await desk.machine(TARGET, settle, { caseId })).toEqual({ restored: 0 })
    expect(await desk.stateOf(id)).toBe('restoring')
    await desk.reef.db.edgeBlock.updateMany({
      where: { caseId },
      data: { state: 'lifted', liftedAt: new Date(TARGET) },
    })
    await desk.reef.db.noticeItem.updateMany({ where: { caseId }, data: { state: 'restored' } })
    expect(await desk.machine(TARGET, settle, { caseId })).toEqual({ restored: 1 })
    const { counters, clocks, due } = await desk.view(TARGET)
    expect(counters[0]).toMatchObject({ state: 'restored', approved: { by: 'ines' } })
    expect(clocks.find((clock) => clock.name === 'dmca.putBack')?.state).toBe('met')
    expect(due.map(({ template }) => template)).toEqual(expect.arrayContaining(['D10', 'D11']))
  })

  it('DMCA-13: is held for an action that came on business day 10, once two people say so', async () => {
    const id = await desk.forwarded()
    await desk.approvedAhead(id)
    await desk.court(id, '2026-11-17T17:10:00-05:00')
    // Before anybody judged it, and although it was approved ahead.
    expect(await desk.machine(TARGET, run, { counterId: id })).toEqual({ isBegun: false })
    await expect(desk.decidePaper(TARGET, desk.nadia)).rejects.toMatchObject({ code: 'twoPeople.same' })
    await desk.decidePaper(TARGET, desk.ines)
    expect(await desk.stateOf(id)).toBe('held')
    expect(await desk.machine('2026-12-01T00:00:00Z', run, { counterId: id })).toEqual({ isBegun: false })
    const seen = await desk.view(TARGET)
    expect(seen.clocks.find((clock) => clock.name === 'dmca.putBack')?.state).toBe('withdrawn')
    expect(seen.counters[0]).toMatchObject({ docket: 'D. Reef 1:26-cv-01234', approved: null, barrier: 'putBack.held' })
    expect(seen.due.map(({ template }) => template)).toContain('D9')
    await desk.court(id, '2026-12-02T12:00:00Z', { sort: 'dismissal' })
    await desk.decidePaper('2026-12-02T13:00:00Z', desk.ines, 'letGo')
    expect(await desk.stateOf(id)).toBe('forwarded')
    // A dismissal puts nothing back by itself: two people do.
    expect(await desk.machine('2026-12-03T00:00:00Z', run, { counterId: id })).toEqual({ isBegun: false })
  })

  it('DMCA-15: is held for a claim about the same material; a threat is kept and holds nothing', async () => {
    const id = await desk.forwarded()
    await desk.court(id, '2026-11-12T12:00:00Z', { sort: 'threat' })
    expect((await desk.view(TARGET)).courtPapers[0]).toMatchObject({ state: 'noted', holdsUp: false })
    await desk.court(id, '2026-11-13T16:00:00Z', { sort: 'claim', docket: '26-CCB-0001' })
    await desk.decidePaper('2026-11-13T17:00:00Z', desk.ines)
    expect(await desk.stateOf(id)).toBe('held')
  })

  it('is not made of what a court paper met before there was a counter-notice, nor before it was judged', async () => {
    await desk.court(null, '2026-11-01T12:00:00Z')
    const id = await desk.counter(COUNTER_AT)
    await desk.decidePaper('2026-11-02T21:00:00Z', desk.ines)
    expect(await desk.stateOf(id)).toBe('held')
    await desk.court(id, '2026-11-20T12:00:00Z', { sort: 'dismissal' })
    await desk.decidePaper('2026-11-20T13:00:00Z', desk.ines, 'letGo')
    expect(await desk.stateOf(id)).toBe('received')
  })

  it('DMCA-14: that was made before the paper came stays, and goes to counsel', async () => {
    const id = await desk.forwarded()
    await desk.approvedAhead(id)
    await desk.machine(TARGET, run, { counterId: id })
    await desk.reef.db.edgeBlock.updateMany({
      where: { caseId },
      data: { state: 'lifted', liftedAt: new Date(TARGET) },
    })
    await desk.reef.db.noticeItem.updateMany({ where: { caseId }, data: { state: 'restored' } })
    await desk.machine(TARGET, settle, { caseId })
    expect(await desk.court(id, '2026-11-19T14:00:00Z')).toMatchObject({ effect: 'escalate' })
    expect(await desk.stateOf(id)).toBe('escalated')
    expect(await desk.reef.db.edgeBlock.count({ where: { caseId, liftedAt: null } })).toBe(0)
    expect(await desk.reef.work(['copyright.tellCounsel'])).toContain('copyright.tellCounsel')
    const { rows } = await runQuery(dmcaList, {
      db: desk.reef.db,
      actor: desk.nadia,
      now: new Date(),
      input: { tab: 'tell' },
    })
    expect(rows.map((row) => row.caseId)).toContain(caseId)
  })

  it('is made by one in single-admin mode, a day later, and written down as such', async () => {
    const id = await desk.forwarded()
    await desk.reef.command(touched(desk.ines), setDesk, { isAlone: true, deputyId: null })
    await desk.reef.db.copyrightDesk.updateMany({ data: { aloneAt: new Date('2026-11-03T15:00:00Z') } })
    await desk.at('2026-11-03T14:30:00Z', desk.ines, ask, { ...(await desk.ref()), counterId: id })
    const input = { ...(await desk.ref()), counterId: id }
    // The mode itself counts a day after it was switched on.
    await expect(desk.at('2026-11-04T14:45:00Z', desk.ines, approve, input)).rejects.toMatchObject({
      code: 'twoPeople.same',
    })
    await desk.at('2026-11-04T15:00:00Z', desk.ines, approve, input)
    const row = await desk.reef.db.auditRow.findFirstOrThrow({
      where: { caseId, command: 'putbacks.approve', outcome: 'done' },
      include: { values: true },
    })
    expect(row.values.find((one) => one.field === 'isAlone')?.value).toBe('true')
    await desk.reef.command(touched(desk.ines), setDesk, { isAlone: false, deputyId: null })
  })

  it('follows a retraction at once, whatever was under way', async () => {
    const id = await desk.forwarded()
    await desk.at('2026-11-05T12:00:00Z', desk.nadia, retract, {
      ...(await desk.ref()),
      paper: paper('2026-11-05T12:00:00Z'),
    })
    expect(await desk.stateOf(id)).toBe('restoring')
    expect(await desk.reef.db.edgeBlock.findFirst({ where: { caseId } })).toMatchObject({ state: 'lifting' })
    expect((await desk.view(TARGET)).state).toBe('retracted')
  })

  it('MULTI-01: is not made of an intimate image, whoever counters', async () => {
    const id = await desk.forwarded()
    const beside = { title: 'Not consented' }
    await desk.at('2026-11-05T12:00:00Z', desk.nadia, openBeside, { ...(await desk.ref()), ...beside })
    const { intimate } = await desk.view(TARGET)
    const other = await desk.reef.db.clock.findFirstOrThrow({ where: { caseId: intimate?.caseId ?? '' } })
    expect(other).toMatchObject({ name: 'takeItDown.removal', startedAt: new Date(OPENED) })
    await expect(
      desk.at('2026-11-06T12:00:00Z', desk.nadia, ask, { ...(await desk.ref()), counterId: id }),
    ).rejects.toMatchObject({ code: 'putBack.intimate' })
  })
})
