import pg from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { addDay, removeDay } from '@/lib/features/calendars/commands'
import { list as calendars, preview } from '@/lib/features/calendars/queries'
import { open } from '@/lib/features/byhand/commands'
import { CALENDARS } from '@/lib/platform/calendar/nationwide'
import { runCommand } from '@/lib/platform/commands/run'
import { runQuery } from '@/lib/platform/queries/define'
import { openReef, type Reef } from '@/lib/testing/reef'
import { enter, start } from './commands'
import { isClock, ruleOf } from './deadlines'
import { fold, marksOf } from './model'
import { due, entryOf, ofCase } from './queries'

let reef: Reef
beforeAll(async () => {
  reef = await openReef()
})

/** The story happens in these weeks, whatever today is. */
const at = (moment: string) => new Date(moment)
const command = <O>(now: string, run: Parameters<typeof runCommand<O>>[0], input: unknown) =>
  runCommand(run, { db: reef.db, actor: reef.ines, now: at(now), input })
const clocks = async (caseId: string) => (await reef.query(reef.ines, ofCase, { caseId })).clocks

async function opened(now: string, clock: object, receivedAt = now): Promise<string> {
  const input = { kind: 'other', title: 'A story', channel: 'mail', sender: 'Ada', receivedAt, clocks: [clock] }
  return (await command(now, open, input)).caseId
}
const entry = async (now: string, caseId: string, given: object) => {
  const { version, clocks: found } = await reef.query(reef.ines, ofCase, { caseId })
  return command(now, enter, { caseId, version, clockId: found[0]?.id, entry: given })
}
const GDPR = { clock: 'gdpr.response', zone: 'Europe/Berlin', calendar: 'DE' }
const UK = { clock: 'ukGdpr.response', zone: 'Europe/London', calendar: 'GB-EAW' }
const PUT_BACK = { clock: 'dmca.putBack', zone: 'America/New_York', calendar: 'US-FED' }
const lines = (marks: readonly { name: string; at: Date }[]): string[] =>
  marks.map(({ name, at: moment }) => `${name} ${moment.toISOString()}`).toSorted()
const dayOf = async (caseId: string, mark: string) =>
  (await clocks(caseId))[0]?.marks.find(({ name }) => name === mark)?.day

describe('the ledger of a clock', () => {
  it('pauses and goes on: GDPR-18 by days after the question, UKGDPR-05 with both days', async () => {
    const german = await opened('2026-11-02T12:00:00Z', GDPR)
    await entry('2026-11-03T12:00:00Z', german, { kind: 'paused', at: '2026-11-03T12:00:00Z', reason: 'Who are you?' })
    expect((await clocks(german))[0]?.state).toBe('paused')
    expect((await clocks(german))[0]?.may).toEqual(['resumed', 'met', 'missed', 'withdrawn'])
    await entry('2026-11-09T12:00:00Z', german, { kind: 'resumed', at: '2026-11-09T12:00:00Z', reason: 'Answered' })
    expect(await dayOf(german, 'answer')).toBe('2026-12-08')
    const british = await opened('2026-11-02T12:00:00Z', UK)
    await entry('2026-11-03T12:00:00Z', british, { kind: 'paused', at: '2026-11-03T12:00:00Z', reason: 'Which data?' })
    await entry('2026-11-09T12:00:00Z', british, { kind: 'resumed', at: '2026-11-09T12:00:00Z', reason: 'These' })
    expect(await dayOf(british, 'answer')).toBe('2026-12-09')
  })

  it('takes no question that was asked late (GDPR-19), and no extension told late (GDPR-17)', async () => {
    const late = await opened('2026-11-02T12:00:00Z', GDPR)
    const question = { kind: 'paused', at: '2026-11-22T12:00:00Z', reason: 'Who are you?' }
    await expect(entry('2026-11-22T12:00:00Z', late, question)).rejects.toMatchObject({ code: 'clock.lateQuestion' })
    const extended = await opened('2026-08-31T10:00:00Z', GDPR)
    const told = { kind: 'extended', at: '2026-10-01T09:00:00Z', reason: 'Many requests' }
    await expect(entry('2026-10-01T09:00:00Z', extended, told)).rejects.toMatchObject({ code: 'clock.lateExtension' })
    expect(await dayOf(extended, 'answer')).toBe('2026-09-30')
    await entry('2026-09-30T09:00:00Z', extended, { ...told, at: '2026-09-30T09:00:00Z' })
    expect(await dayOf(extended, 'answer')).toBe('2026-11-30')
  })

  it('writes nothing that lies ahead, before its beginning, or that the law does not know', async () => {
    const caseId = await opened('2026-11-02T12:00:00Z', PUT_BACK)
    const wrong = async (given: object) => entry('2026-11-05T12:00:00Z', caseId, given)
    const met = { kind: 'met', at: '2026-11-05T13:00:00Z' }
    await expect(wrong(met)).rejects.toMatchObject({ code: 'clock.ahead' })
    await expect(wrong({ ...met, at: '2026-11-01T00:00:00Z' })).rejects.toMatchObject({ code: 'clock.beforeStart' })
    await expect(wrong({ kind: 'paused', at: '2026-11-05T11:00:00Z', reason: 'x' })).rejects.toMatchObject({
      code: 'clock.notNow',
    })
    await wrong({ ...met, at: '2026-11-05T12:00:00Z' })
    await expect(wrong({ ...met, at: '2026-11-05T12:00:00Z' })).rejects.toMatchObject({ code: 'clock.notNow' })
    expect((await clocks(caseId))[0]).toMatchObject({ state: 'met', may: [] })
  })

  it('gives the stored marks when it is replayed, and names its versions in each line', async () => {
    const rows = await reef.db.clock.findMany({ include: { entries: { orderBy: { number: 'asc' } }, marks: true } })
    expect(rows.length).toBeGreaterThan(3)
    for (const row of rows) {
      if (!isClock(row.name)) throw new Error(row.name)
      const { facts, state } = fold(ruleOf(row.name), row.entries.map(entryOf))
      expect(state).toBe(row.state)
      const replayed = marksOf(ruleOf(row.name), facts, CALENDARS)
      expect(lines(replayed)).toEqual(lines(row.marks))
      for (const line of row.entries)
        expect(line).toMatchObject({
          ruleVersion: ruleOf(row.name).version,
          calendarVersion: CALENDARS(row.calendar ?? '').version,
          by: 'ines',
        })
    }
  })

  it('is not altered, not even by whoever owns the tables', async () => {
    const owner = new pg.Client({ connectionString: reef.ownerUrl })
    await owner.connect()
    try {
      for (const enemy of ['UPDATE clock_entry SET at = now()', 'DELETE FROM clock_entry', 'TRUNCATE clock_entry'])
        await expect(owner.query(enemy)).rejects.toMatchObject({ code: '42501' })
    } finally {
      await owner.end()
    }
  })

  it('is started on a report’s case as well, by who may work, once per look', async () => {
    const { id, version } = await reef.caseOf(reef.kofi, 'wren')
    const given = {
      caseId: id,
      version,
      start: { clock: 'dmca.disable', at: new Date(Date.now() - 3600_000).toISOString(), zone: 'UTC' },
    }
    await reef.command(reef.kofi, start, given)
    await expect(reef.command(reef.ines, start, given)).rejects.toMatchObject({ code: 'case.stale' })
    const [clock] = (await reef.query(reef.kofi, ofCase, { caseId: id })).clocks
    expect(clock).toMatchObject({ family: 'target', state: 'running', calendar: null })
  })
})

describe('everything due', () => {
  it('is sorted by moment, says what is overdue, and can be one’s own alone', async () => {
    const view = await reef.query(reef.ines, due, {})
    expect(view.rows.map((row) => row.at)).toEqual(view.rows.map((row) => row.at).toSorted())
    expect(view.isMailOn).toBe(false)
    const mine = await reef.query(reef.ines, due, { isMine: true })
    expect(mine.rows.every((row) => row.owner === 'ines')).toBe(true)
    expect(mine.rows.length).toBeLessThan(view.rows.length)
    const later = await runQuery(due, { db: reef.db, actor: reef.ines, now: at('2030-01-01T00:00:00Z'), input: {} })
    expect([later.overdue, later.soon]).toEqual([
      later.rows.filter(({ direction }) => ['actBy', 'notAfter'].includes(direction)).length,
      0,
    ])
    // "Expeditiously" has no other moment than the operator's target: once it has passed, it is late, once for each clock.
    const lawful = new Set(later.rows.filter(({ direction }) => direction !== 'target').map((row) => row.clockId))
    const promised = later.rows.filter(({ direction, clockId }) => direction === 'target' && !lawful.has(clockId))
    expect(promised.map((row) => row.clock)).toContain('dmca.disable')
    expect(later.past).toBe(new Set(promised.map((row) => row.clockId)).size)
    const before = await runQuery(due, { db: reef.db, actor: reef.ines, now: at('2026-01-01T00:00:00Z'), input: {} })
    expect(before.past).toBe(0)
  })

  it('shows nobody what they may not see', async () => {
    const harl = { ...reef.kofi, remoteId: reef.people.wren.id }
    const seen = await reef.query(harl, due, {})
    expect(seen.rows.filter(({ kind }) => kind === 'report')).toEqual([])
    expect((await reef.query(reef.kofi, due, {})).rows.filter(({ kind }) => kind === 'report')).toHaveLength(1)
  })
})

describe('a day added by counsel', () => {
  const NOW = '2026-12-15T12:00:00Z'
  const CHRISTMAS_EVE = { calendar: 'US-FED', day: '2026-12-24' }
  const asked = (input: object) => runQuery(preview, { db: reef.db, actor: reef.ines, now: at(NOW), input })
  let caseId: string
  beforeAll(async () => {
    caseId = await opened('2026-12-14T15:00:00Z', PUT_BACK)
  })

  it('is shown before it is added: which cases move, and from when to when', async () => {
    const before = await asked(CHRISTMAS_EVE)
    const moves = before.moves.filter((move) => move.caseId === caseId)
    expect(moves.map(({ mark, direction }) => [mark, direction])).toEqual([
      ['opens', 'notBefore'],
      ['target', 'target'],
    ])
    expect(before.closes).toEqual([])
    expect([await dayOf(caseId, 'opens'), await dayOf(caseId, 'closes')]).toEqual(['2026-12-29', '2027-01-05'])
  })

  it('moves not before, never not after, with a line in the ledger', async () => {
    await command(NOW, addDay, { ...CHRISTMAS_EVE, why: 'Counsel’s letter of today' })
    expect([await dayOf(caseId, 'opens'), await dayOf(caseId, 'closes')]).toEqual(['2026-12-30', '2027-01-05'])
    const [clock] = await clocks(caseId)
    expect(clock?.entries.map(({ kind }) => kind)).toEqual(['started', 'recomputed'])
    expect(clock).toMatchObject({ addedDays: ['2026-12-24'], isWindowClosed: false, delta: null })
    await expect(command(NOW, addDay, { ...CHRISTMAS_EVE, why: 'Again' })).rejects.toMatchObject({
      code: 'clock.dayThere',
    })
  })

  it('says when no day is left, so that counsel is asked', async () => {
    for (const day of ['2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31'])
      await command(NOW, addDay, { calendar: 'US-FED', day, why: 'Closed' })
    const last = { calendar: 'US-FED', day: '2027-01-04' }
    expect((await asked(last)).closes.map((row) => row.caseId)).toContain(caseId)
    await command(NOW, addDay, { ...last, why: 'Closed' })
    expect((await clocks(caseId))[0]?.isWindowClosed).toBe(true)
    expect((await reef.query(reef.ines, due, {})).rows.find((row) => row.caseId === caseId)?.isWindowClosed).toBe(true)
  })

  it('is taken away again, and everything stands as before', async () => {
    for (const { id } of (await reef.query(reef.ines, calendars, {})).added) await command(NOW, removeDay, { id })
    expect([await dayOf(caseId, 'opens'), await dayOf(caseId, 'closes')]).toEqual(['2026-12-29', '2027-01-05'])
    expect((await clocks(caseId))[0]?.isWindowClosed).toBe(false)
  })

  it('is a working day of a calendar that exists, and not far away', async () => {
    for (const day of ['2026-12-26', '2026-12-25', '2036-12-24', '2026-02-30'])
      await expect(asked({ calendar: 'US-FED', day })).rejects.toMatchObject({ code: 'clock.dayWrong' })
    await expect(asked({ calendar: 'XX', day: '2026-12-24' })).rejects.toMatchObject({ code: 'clock.noCalendar' })
  })
})

describe('a newer calendar', () => {
  it('shows a difference and changes nothing until somebody takes it over', async () => {
    const caseId = await opened('2026-11-02T12:00:00Z', GDPR)
    const [clock] = await clocks(caseId)
    // As if an earlier version of the data, which knew one holiday more, had computed it.
    await reef.db.clock.update({ where: { id: clock?.id }, data: { calendarVersion: 'earlier' } })
    await reef.db.clockMark.updateMany({
      where: { clockId: clock?.id, name: 'answer' },
      data: { at: at('2026-12-03T22:59:59Z'), day: '2026-12-03' },
    })
    const [seen] = await clocks(caseId)
    expect(seen?.delta).toEqual([
      { mark: 'answer', direction: 'actBy', from: '2026-12-03T22:59:59.000Z', to: '2026-12-02T22:59:59.000Z' },
    ])
    expect(await dayOf(caseId, 'answer')).toBe('2026-12-03')
    expect((await reef.query(reef.ines, calendars, {})).differing.map((row) => row.caseId)).toContain(caseId)
    await entry('2026-11-03T12:00:00Z', caseId, { kind: 'recomputed' })
    expect(await dayOf(caseId, 'answer')).toBe('2026-12-02')
    expect((await clocks(caseId))[0]?.delta).toBeNull()
  })
})
