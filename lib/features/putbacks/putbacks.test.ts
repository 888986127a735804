import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { setDesk } from '@/lib/features/alone/commands'
import { enter as enterCounter, judge as judgeCounter } from '@/lib/features/counters/commands'
import { one as dmcaCase, list as dmcaList } from '@/lib/features/dmca/queries'
import type { DmcaView } from '@/lib/features/dmca/schema'
import { openNotice } from '@/lib/features/notices/commands'
import { clocksOf } from '@/lib/features/deadlines/queries'
import { decide as decideItems } from '@/lib/features/takedowns/commands'
import { decide, judge, openBeside } from '@/lib/features/triage/commands'
import type { PersonActor } from '@/lib/platform/access/access'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { runCommand, type Startable } from '@/lib/platform/commands/run'
import { runQuery } from '@/lib/platform/queries/define'
import { openReef, type Reef } from '@/lib/testing/reef'
import { touched } from '@/lib/testing/touch'
import { approve, ask, decideCourtPaper, enterCourtPaper, retract } from './commands'
import { run, settle } from './outcomes'

let reef: Reef
let nadia: PersonActor
let ines: PersonActor
beforeAll(async () => {
  reef = await openReef()
  ines = reef.ines
  nadia = { ...(await reef.signIn(reef.people.nadia)), roles: ['legal'] }
})

const ELEMENTS = ['signature', 'work', 'material', 'contact', 'goodFaith', 'accuracy'] as const
const WHOLE = { signature: true, material: true, belief: true, person: true, consent: true }
// Of the vectors DMCA-12 to -15: counted in New York, over Veterans Day.
const COUNTER_AT = '2026-11-02T15:00:00-05:00'
const hand = { entry: 'hand' } as const
/** What only our own features or machinery run. */
const at = async <T>(now: string, actor: PersonActor, command: Startable<T>, input: unknown): Promise<T> =>
  runCommand(command, { db: reef.db, actor, now: new Date(now), input })
const machine = <T>(now: string, command: Startable<T>, input: unknown): Promise<T> =>
  runCommand(command, { db: reef.db, actor: { kind: 'system', name: 'copyright' }, now: new Date(now), input })
const inside = <T>(now: string, work: (context: CommandContext) => Promise<T>): Promise<T> =>
  at(now, ines, defineCommand({ name: 'test.inside', permission: 'notice.work', input: z.object({}), run: work }), {})

const view = (caseId: string, now: string, actor: PersonActor = nadia): Promise<DmcaView> =>
  runQuery(dmcaCase, { db: reef.db, actor, now: new Date(now), input: { caseId } })
const ref = async (caseId: string) => {
  const { version } = await reef.db.case.findUniqueOrThrow({ where: { id: caseId } })
  return { caseId, version }
}

let caseId = ''
let wren = ''
const OPENED = '2026-10-30T12:00:00Z'
/** A valid notice with one blocked picture of @wren, as the edge left it. */
beforeEach(async () => {
  wren = reef.people.wren.id
  ;({ caseId } = await inside(OPENED, (context) =>
    openNotice(context, {
      receivedAt: OPENED,
      channel: 'mail',
      sender: {
        name: 'Dana Marlow',
        principal: 'Marlow Prints',
        email: 'legal@marlow.example',
        phone: '',
        address: '',
      },
      works: ['Harbour, May'],
      urls: [{ url: 'https://reef.example/@wren/114900000000000009', work: 0 }],
      elements: ELEMENTS.map((element) => ({ element, standing: 'found', quote: element, start: 0, end: 1 })),
      original: { entry: 'paste', text: 'Take it down.' },
      subject: 'Notice',
      isConfirmed: true,
      tokenHash: null,
      language: 'en',
    }),
  ))
  const elements = ELEMENTS.map((element) => ({ element, standing: 'there' }))
  await at(OPENED, nadia, judge, { ...(await ref(caseId)), elements })
  await at(OPENED, nadia, decide, { ...(await ref(caseId)), decision: { step: 'valid' } })
  const item = await reef.db.noticeItem.findFirstOrThrow({ where: { caseId } })
  await reef.db.noticeItem.update({
    where: { id: item.id },
    data: { state: 'found', accountId: wren, isLocal: true, postId: '9', mediaUrls: [`${reef.fake.origin}/a.png`] },
  })
  await at(OPENED, nadia, decideItems, {
    ...(await ref(caseId)),
    itemIds: [item.id],
    decision: { step: 'edgeBlock', fairUse: 'A whole picture, sold.' },
  })
  await reef.db.edgeBlock.updateMany({ where: { caseId }, data: { state: 'proved' } })
  await reef.db.noticeItem.update({ where: { id: item.id }, data: { state: 'disabled', disabledAt: new Date(OPENED) } })
})

async function counter(receivedAt: string, elements = WHOLE, accountId = wren): Promise<string> {
  const said = { accountId, receivedAt, channel: 'mail', name: 'Wren Ash', address: '1 Quay', phone: '5', text: 'Mine' }
  await at(receivedAt, nadia, enterCounter, {
    ...(await ref(caseId)),
    counter: { ...said, elements, original: hand },
  })
  const row = await reef.db.counterNotice.findFirstOrThrow({ where: { caseId }, orderBy: { recordedAt: 'desc' } })
  return row.id
}
const accept = async (counterId: string, now: string, elements = WHOLE) =>
  at(now, nadia, judgeCounter, { ...(await ref(caseId)), counterId, elements })
/** As the letter D8 leaves it; letters have tests of their own. */
const forward = (id: string) =>
  reef.db.counterNotice.update({ where: { id }, data: { state: 'forwarded', forwardedAt: new Date(COUNTER_AT) } })

async function forwarded(): Promise<string> {
  const id = await counter(COUNTER_AT)
  await accept(id, COUNTER_AT)
  await forward(id)
  return id
}
const paper = (receivedAt: string) => ({ at: receivedAt, party: 'Dana Marlow', channel: 'mail', original: hand })
const court = async (counterId: string | null, receivedAt: string, more: object = {}, actor = nadia) =>
  at(receivedAt, actor, enterCourtPaper, {
    ...(await ref(caseId)),
    counterId,
    sort: 'action',
    isFromSender: true,
    isSameMaterial: true,
    docket: 'D. Reef 1:26-cv-01234',
    paper: paper(receivedAt),
    ...more,
  })
const decidePaper = async (now: string, actor: PersonActor, isConfirmed = true) => {
  const waiting = await reef.db.courtPaper.findFirstOrThrow({
    where: { caseId, state: 'waiting', counterId: { not: null } },
  })
  const input = { courtPaperId: waiting.id, isConfirmed, reason: 'Read it' }
  return at(now, actor, decideCourtPaper, { ...(await ref(caseId)), ...input })
}
const stateOf = async (id: string) => (await reef.db.counterNotice.findUniqueOrThrow({ where: { id } })).state
const approvedAhead = async (id: string) => {
  await at('2026-11-03T15:00:00Z', nadia, ask, { ...(await ref(caseId)), counterId: id })
  await at('2026-11-04T15:00:00Z', ines, approve, { ...(await ref(caseId)), counterId: id })
}
const day = (at: string | undefined) => at?.slice(0, 10)
const TARGET = '2026-11-18T15:00:00Z'

describe('a counter-notice', () => {
  it('opens its window at its receipt, over Veterans Day, in the agent’s zone', async () => {
    const id = await forwarded()
    const { counters, clocks } = await view(caseId, '2026-11-10T15:00:00Z')
    expect(counters[0]?.window).toMatchObject({
      opensAt: '2026-11-18T04:59:59.000Z',
      targetAt: '2026-11-18T15:00:00.000Z',
      day: 6,
    })
    expect(day(counters[0]?.window?.closesAt)).toBe('2026-11-24')
    const marks = clocks.find((clock) => clock.name === 'dmca.putBack')?.marks
    expect(marks?.map((mark) => mark.name)).toEqual(['opens', 'target', 'alarm', 'lastCall', 'closes'])
    expect(await stateOf(id)).toBe('forwarded')
  })

  it('DMCA-12: that lacks something has no window; the cured version is day 0', async () => {
    const first = await counter('2026-11-02T10:00:00-05:00', { ...WHOLE, consent: false })
    await accept(first, '2026-11-02T16:00:00Z', { ...WHOLE, consent: false })
    expect(await stateOf(first)).toBe('defective')
    const row = await reef.db.case.findUniqueOrThrow({ where: { id: caseId } })
    expect((await clocksOf(reef.db, row)).map((clock) => clock.name)).not.toContain('dmca.putBack')
    const second = await counter('2026-11-09T18:20:00-05:00')
    expect(await stateOf(first)).toBe('replaced')
    await accept(second, '2026-11-10T12:00:00Z')
    const { counters } = await view(caseId, '2026-11-10T15:00:00Z')
    const window = counters.find((one) => one.id === second)?.window
    expect([window?.opensAt, window?.targetAt, window?.closesAt]).toEqual([
      '2026-11-25T04:59:59.000Z',
      '2026-11-25T15:00:00.000Z',
      '2026-12-02T04:59:59.000Z',
    ])
  })

  it('DMCA-20: of a remote author has no window, and nothing is put back for it', async () => {
    await reef.db.noticeItem.updateMany({ where: { caseId }, data: { isLocal: false } })
    const id = await counter(COUNTER_AT)
    expect(await stateOf(id)).toBe('referred')
    await expect(accept(id, COUNTER_AT)).rejects.toMatchObject({ code: 'counter.moved' })
  })

  it('of somebody else is kept and refused', async () => {
    expect(await stateOf(await counter(COUNTER_AT, WHOLE, reef.people.osei.id))).toBe('refused')
  })
})

describe('a put-back', () => {
  it('takes two people, waits for business day 11 at ten, and is said when it was seen', async () => {
    const id = await forwarded()
    await at('2026-11-03T15:00:00Z', nadia, ask, { ...(await ref(caseId)), counterId: id })
    await expect(
      at('2026-11-20T15:00:00Z', nadia, approve, { ...(await ref(caseId)), counterId: id }),
    ).rejects.toMatchObject({ code: 'twoPeople.same' })
    await at('2026-11-04T15:00:00Z', ines, approve, { ...(await ref(caseId)), counterId: id })
    expect(await machine('2026-11-18T14:59:00Z', run, { counterId: id })).toEqual({ isBegun: false })
    expect(await machine(TARGET, run, { counterId: id })).toEqual({ isBegun: true })
    expect(await machine(TARGET, run, { counterId: id })).toEqual({ isBegun: false })
    expect(await reef.db.edgeBlock.findFirst({ where: { caseId } })).toMatchObject({ state: 'lifting' })
    expect(await machine(TARGET, settle, { caseId })).toEqual({ restored: 0 })
    expect(await stateOf(id)).toBe('restoring')
    await reef.db.edgeBlock.updateMany({ where: { caseId }, data: { state: 'lifted', liftedAt: new Date(TARGET) } })
    await reef.db.noticeItem.updateMany({ where: { caseId }, data: { state: 'restored' } })
    expect(await machine(TARGET, settle, { caseId })).toEqual({ restored: 1 })
    const { counters, clocks, due } = await view(caseId, TARGET)
    expect(counters[0]).toMatchObject({ state: 'restored', approved: { by: 'ines' } })
    expect(clocks.find((clock) => clock.name === 'dmca.putBack')?.state).toBe('met')
    expect(due.map(({ template }) => template)).toEqual(expect.arrayContaining(['D10', 'D11']))
  })

  it('DMCA-13: is held for an action that came on business day 10, once two people say so', async () => {
    const id = await forwarded()
    await approvedAhead(id)
    await court(id, '2026-11-17T17:10:00-05:00')
    // Before anybody judged it, and although it was approved ahead.
    expect(await machine(TARGET, run, { counterId: id })).toEqual({ isBegun: false })
    await expect(decidePaper(TARGET, nadia)).rejects.toMatchObject({ code: 'twoPeople.same' })
    await decidePaper(TARGET, ines)
    expect(await stateOf(id)).toBe('held')
    expect(await machine('2026-12-01T00:00:00Z', run, { counterId: id })).toEqual({ isBegun: false })
    const seen = await view(caseId, TARGET)
    expect(seen.clocks.find((clock) => clock.name === 'dmca.putBack')?.state).toBe('withdrawn')
    expect(seen.counters[0]).toMatchObject({ docket: 'D. Reef 1:26-cv-01234', approved: null, barrier: 'putBack.held' })
    expect(seen.due.map(({ template }) => template)).toContain('D9')
    await court(id, '2026-12-02T12:00:00Z', { sort: 'dismissal' })
    await decidePaper('2026-12-02T13:00:00Z', ines)
    expect(await stateOf(id)).toBe('forwarded')
    // A dismissal puts nothing back by itself: two people do.
    expect(await machine('2026-12-03T00:00:00Z', run, { counterId: id })).toEqual({ isBegun: false })
  })

  it('DMCA-15: is held for a claim about the same material; a threat is kept and holds nothing', async () => {
    const id = await forwarded()
    await court(id, '2026-11-12T12:00:00Z', { sort: 'threat' })
    expect((await view(caseId, TARGET)).courtPapers[0]).toMatchObject({ state: 'noted', holdsUp: false })
    await court(id, '2026-11-13T16:00:00Z', { sort: 'claim', docket: '26-CCB-0001' })
    await decidePaper('2026-11-13T17:00:00Z', ines)
    expect(await stateOf(id)).toBe('held')
  })

  it('is not made of what a court paper met before there was a counter-notice, nor before it was judged', async () => {
    await court(null, '2026-11-01T12:00:00Z')
    const id = await counter(COUNTER_AT)
    await decidePaper('2026-11-02T21:00:00Z', ines)
    expect(await stateOf(id)).toBe('held')
    await court(id, '2026-11-20T12:00:00Z', { sort: 'dismissal' })
    await decidePaper('2026-11-20T13:00:00Z', ines)
    expect(await stateOf(id)).toBe('received')
  })

  it('DMCA-14: that was made before the paper came stays, and goes to counsel', async () => {
    const id = await forwarded()
    await approvedAhead(id)
    await machine(TARGET, run, { counterId: id })
    await reef.db.edgeBlock.updateMany({ where: { caseId }, data: { state: 'lifted', liftedAt: new Date(TARGET) } })
    await reef.db.noticeItem.updateMany({ where: { caseId }, data: { state: 'restored' } })
    await machine(TARGET, settle, { caseId })
    expect(await court(id, '2026-11-19T14:00:00Z')).toMatchObject({ effect: 'escalate' })
    expect(await stateOf(id)).toBe('escalated')
    expect(await reef.db.edgeBlock.count({ where: { caseId, liftedAt: null } })).toBe(0)
    expect(await reef.work(['copyright.tellCounsel'])).toContain('copyright.tellCounsel')
    const { rows } = await runQuery(dmcaList, { db: reef.db, actor: nadia, now: new Date(), input: { tab: 'tell' } })
    expect(rows.map((row) => row.caseId)).toContain(caseId)
  })

  it('is made by one in single-admin mode, a day later, and written down as such', async () => {
    const id = await forwarded()
    await reef.command(touched(ines), setDesk, { isAlone: true, deputyId: null })
    await reef.db.copyrightDesk.updateMany({ data: { aloneAt: new Date('2026-11-03T15:00:00Z') } })
    await at('2026-11-03T14:30:00Z', ines, ask, { ...(await ref(caseId)), counterId: id })
    const input = { ...(await ref(caseId)), counterId: id }
    // The mode itself counts a day after it was switched on.
    await expect(at('2026-11-04T14:45:00Z', ines, approve, input)).rejects.toMatchObject({ code: 'twoPeople.same' })
    await at('2026-11-04T15:00:00Z', ines, approve, input)
    const row = await reef.db.auditRow.findFirstOrThrow({
      where: { caseId, command: 'putbacks.approve', outcome: 'done' },
      include: { values: true },
    })
    expect(row.values.find((one) => one.field === 'isAlone')?.value).toBe('true')
    await reef.command(touched(ines), setDesk, { isAlone: false, deputyId: null })
  })

  it('follows a retraction at once, whatever was under way', async () => {
    const id = await forwarded()
    await at('2026-11-05T12:00:00Z', nadia, retract, { ...(await ref(caseId)), paper: paper('2026-11-05T12:00:00Z') })
    expect(await stateOf(id)).toBe('restoring')
    expect(await reef.db.edgeBlock.findFirst({ where: { caseId } })).toMatchObject({ state: 'lifting' })
    expect((await view(caseId, TARGET)).state).toBe('retracted')
  })

  it('MULTI-01: is not made of an intimate image, whoever counters', async () => {
    const id = await forwarded()
    const beside = { title: 'Not consented' }
    await at('2026-11-05T12:00:00Z', nadia, openBeside, { ...(await ref(caseId)), ...beside })
    const { intimate } = await view(caseId, TARGET)
    const other = await reef.db.clock.findFirstOrThrow({ where: { caseId: intimate?.caseId ?? '' } })
    expect(other).toMatchObject({ name: 'takeItDown.removal', startedAt: new Date(OPENED) })
    await expect(
      at('2026-11-06T12:00:00Z', nadia, ask, { ...(await ref(caseId)), counterId: id }),
    ).rejects.toMatchObject({ code: 'putBack.intimate' })
  })
})
