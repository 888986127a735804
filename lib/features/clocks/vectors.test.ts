import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { isoDay, parseDay } from '@/lib/platform/calendar/days'
import { CALENDARS } from '@/lib/platform/calendar/nationwide'
import { instantOf, isoIn, isoUtc } from '@/lib/platform/calendar/zones'
import { type ClockName, ruleOf } from '@/lib/features/deadlines/deadlines'
import vectors from './fixtures/deadline-vectors.json'
import { marksOf } from '@/lib/features/deadlines/model'
import { answerOf } from './model'
import type { Facts } from '@/lib/features/deadlines/schema'

const named = vectors.filter((vector) => 'clock' in vector)

describe('the test vectors', () => {
  it.each(named.map((vector) => [vector.id, vector] as const))('%s', (_id, { clock, input, expected }) => {
    expect(answerOf(clock ?? '', input, CALENDARS)).toEqual(expected)
  })

  it('come out of the command, a line each, in their order', () => {
    expect(named).toHaveLength(29)
    const { lines, code } = command(named.map(({ id, clock, input }) => ({ id, clock, input })))
    expect(code).toBe(0)
    expect(lines).toEqual(named.map(({ id, expected }) => ({ id, output: expected })))
  })
})

describe('the command', () => {
  it('prints an error line for what it does not know, all other lines, and ends with 1', () => {
    const good = named[0]
    const entries = [
      { id: 'a', clock: 'dmca.putback', input: {} },
      { id: 'b', clock: good?.clock, input: { ...good?.input, received_at: '2026-02-30T10:00:00Z' } },
      { id: 'c', clock: good?.clock, input: { ...good?.input, received_at: '2026-02-03T10:00:00' } },
      { id: 'd', clock: good?.clock, input: { ...good?.input, agent_tz: 'Reef/Harbour' } },
      { id: 'e', clock: good?.clock, input: { ...good?.input, calendar: 'XX' } },
      { id: 'f', clock: 'calendar.SK', input: { year: 2026 } },
      { id: 'g', clock: 'calendar.DE', input: { year: 2051 } },
      { id: 'h', clock: 'constructor', input: {} },
      'no entry',
      { id: 'i', clock: good?.clock, input: good?.input },
    ]
    const { lines, code } = command(entries)
    expect(code).toBe(1)
    expect(lines.map((line) => [line.id, 'error' in line])).toEqual([
      ...['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 8].map((id) => [id, true]),
      ['i', false],
    ])
    expect(lines[5]?.error).toContain('not known')
    expect(lines[9]?.output).toEqual(good?.expected)
  })

  it('says when there is no list', () => {
    expect(command({ id: 1 }).code).toBe(1)
  })
})

interface Line {
  id: unknown
  output?: unknown
  error?: string
}

/** As `npm run clocks` runs it, without npm around it. */
function command(entries: unknown): { lines: Line[]; code: number } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'clocks-'))
  const file = path.join(folder, 'in.json')
  fs.writeFileSync(file, JSON.stringify(entries))
  const root = path.resolve(import.meta.dirname, '../../..')
  const read = (text: string): Line[] =>
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
  try {
    const args = ['--import', 'tsx', 'lib/programs/clocks.ts', file]
    return {
      lines: read(execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8', stdio: 'pipe' })),
      code: 0,
    }
  } catch (error) {
    const { stdout, status } = error as { stdout: string; status: number }
    return { lines: read(stdout), code: status }
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
}

const on = (day: string, more: Partial<Facts> = {}): Facts => {
  const zone = more.zone ?? 'UTC'
  return { at: instantOf(parseDay(day) ?? 0, 12 * 3600, zone), zone, calendar: null, ...more }
}
const at = (moment: string, zone: string): Facts => ({ at: new Date(moment), zone, calendar: null })
const days = (clock: ClockName, facts: Facts): Record<string, string> =>
  Object.fromEntries(marksOf(ruleOf(clock), facts, CALENDARS).map(({ name, day }) => [name, isoDay(day ?? 0)]))
const day = (text: string) => parseDay(text) ?? 0

/** Vectors without a clock name, as far as they are arithmetic. Those of states belong to their desks. */
describe('the other vectors', () => {
  const US = { calendar: 'US-FED', zone: 'America/New_York' }
  it.each([
    ['LEGAL-01', on('2026-11-23', { ...US, complianceOn: day('2026-12-18') }), '2026-12-07', '2026-12-04'],
    ['LEGAL-02', on('2026-12-11', { ...US, complianceOn: day('2027-01-15') }), '2026-12-28', '2026-12-24'],
    ['LEGAL-03', on('2026-11-23', { ...US, complianceOn: day('2026-12-01') }), '2026-12-01', '2026-11-30'],
  ])('%s', (_id, facts, object, safe) => {
    expect(days('frcp.objection', facts)).toEqual({ object, safe })
  })

  it.each<[string, ClockName, Facts, Record<string, string>]>([
    [
      'DMCA-12',
      'dmca.putBack',
      { ...at('2026-11-09T23:20:00Z', US.zone), calendar: 'US-FED' },
      { opens: '2026-11-24', target: '2026-11-25', alarm: '2026-11-27', lastCall: '2026-12-01', closes: '2026-12-01' },
    ],
    ['LEGAL-09', 'sca.backup', on('2026-11-25', US), { act: '2026-11-30' }],
    ['UKGDPR-05', 'ukGdpr.response', on('2026-11-02', { calendar: 'GB-EAW', pausedDays: 7 }), { answer: '2026-12-09' }],
    ['UKGDPR-06', 'ukGdpr.response', on('2026-11-12', { calendar: 'GB-EAW' }), { answer: '2026-12-14' }],
    ['UKGDPR-07', 'uk.complaint', on('2026-11-22'), { acknowledge: '2026-12-21' }],
    [
      'GDPR-18',
      'gdpr.response',
      on('2026-11-02', { calendar: 'DE', pausedDays: 6 }),
      { target: '2026-11-22', answer: '2026-12-08' },
    ],
    ['GDPR-19', 'gdpr.response', on('2026-11-02', { calendar: 'DE' }), { target: '2026-11-16', answer: '2026-12-02' }],
    ['CCPA-01 confirm', 'ccpa.confirmation', on('2026-11-22', US), { act: '2026-12-07' }],
    ['CCPA-01', 'ccpa.answer', on('2026-11-22'), { answer: '2027-01-06' }],
    ['CCPA-01 extended', 'ccpa.answer', on('2026-11-22', { isExtended: true }), { answer: '2027-02-20' }],
    ['DSA-03', 'dsa.complaintWindow', on('2026-11-02', { calendar: 'DE' }), { keep: '2027-05-03' }],
    ['DSA-05', 'dsa.userNumbers', on('2026-08-17'), { act: '2027-02-17' }],
    ['DSA-06', 'dsa.report', on('2026-12-31'), { act: '2027-02-28' }],
    ['DSA-08', 'dsa.statement', at('2026-11-22T23:50:00+01:00', 'Europe/Berlin'), { statement: '2026-11-22' }],
    ['TCO-03', 'tco.preservation', on('2026-11-23', { calendar: 'DE' }), { keep: '2027-05-24' }],
    ['TCO-04', 'tco.complaint', on('2026-12-11', { calendar: 'DE' }), { act: '2026-12-28' }],
    [
      'EEV-01',
      'eEvidence.production',
      on('2026-12-16', { calendar: 'DE' }),
      { target: '2026-12-23', act: '2026-12-28' },
    ],
    ['EEV-03', 'eEvidence.preservation', on('2026-11-22'), { keep: '2027-01-21' }],
    ['EEV-03 extended', 'eEvidence.preservation', on('2026-11-22', { isExtended: true }), { keep: '2027-02-20' }],
    ['UK-02', 'osa.riskReview', on('2025-03-16'), { act: '2026-03-16' }],
    ['UK-03', 'osa.firstAssessment', on('2026-11-22'), { act: '2027-02-22' }],
    ['UK-04', 'osa.records', on('2026-11-22'), { keep: '2029-11-22' }],
    ['UK-05', 'osa.childrenAccess', on('2025-04-16'), { act: '2026-04-16' }],
    [
      'MULTI-02',
      'gdpr.response',
      { ...at('2026-11-22T10:00:00+01:00', 'Europe/Berlin'), calendar: 'DE' },
      { target: '2026-12-06', answer: '2026-12-22' },
    ],
  ])('%s', (_id, clock, facts, expected) => {
    expect(days(clock, facts)).toEqual(expected)
  })

  it.each<[string, ClockName, Facts, string]>([
    ['TIDA-06', 'takeItDown.removal', at('2026-11-21T13:15:00Z', 'UTC'), '2026-11-23T13:15:00Z'],
    ['UK-01', 'osa.intimateImage', at('2026-11-20T18:00:00Z', 'Europe/London'), '2026-11-22T18:00:00Z'],
    ['DMCA-19', 'mastodon.purge', at('2026-11-02T12:00:00Z', 'UTC'), '2026-12-02T12:00:00Z'],
    ['MULTI-01', 'takeItDown.removal', at('2026-11-20T17:30:00-05:00', US.zone), '2026-11-22T22:30:00Z'],
  ])('%s', (_id, clock, facts, expected) => {
    const act = marksOf(ruleOf(clock), facts, CALENDARS).find(({ direction }) => direction === 'actBy')
    expect(isoUtc(act?.at ?? new Date(0))).toBe(expected)
  })

  it('EEV-02', () => {
    const facts = at('2026-11-22T20:15:00+01:00', 'Europe/Berlin')
    const [act] = marksOf(ruleOf('eEvidence.emergency'), facts, CALENDARS)
    expect(isoIn(act?.at ?? new Date(0), facts.zone)).toBe('2026-11-23T04:15:00+01:00')
  })
})

describe('a day that is not known', () => {
  it('refuses what needs it, and lets the rest through', () => {
    const unknown = on('2026-10-15', { calendar: 'SK' })
    // 15 November 2026 is a Sunday, 17 November a day off that only one source still names.
    expect(days('gdpr.response', unknown)).toEqual({ target: '2026-10-29', answer: '2026-11-16' })
    expect(() => days('gdpr.response', on('2026-10-17', { calendar: 'SK' }))).toThrow('clock.notKnown')
    // Cyprus stands in one source only, and no source of ours reaches 2051.
    expect(() => days('gdpr.response', on('2026-10-15', { calendar: 'CY' }))).toThrow('clock.notKnown')
    // 24 May 2026 is a Sunday: whether the Monday is free in Bulgaria neither package says.
    expect(() => days('gdpr.response', on('2026-04-24', { calendar: 'BG' }))).toThrow('clock.notKnown')
    expect(() => days('gdpr.response', on('2051-10-15', { calendar: 'DE' }))).toThrow('clock.notKnown')
  })

  it('is asked for by name, and a clock that needs a calendar says so', () => {
    expect(() => days('gdpr.response', on('2026-10-15'))).toThrow('clock.calendarNeeded')
    expect(() => days('gdpr.response', on('2026-10-15', { calendar: 'toString' }))).toThrow('clock.noCalendar')
  })
})
