import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Day, dayOf, isWeekend, parseDay } from '@/lib/platform/calendar/days'
import { CALENDARS } from '@/lib/platform/calendar/nationwide'
import { dayIn } from '@/lib/platform/calendar/zones'
import { CLOCK_NAMES, ruleOf } from './deadlines'
import { type Added, isWindowClosed, marksOf } from './model'
import type { Facts, Mark } from './schema'

const from = new Date('2024-01-01T00:00:00Z')
const to = new Date('2033-06-01T00:00:00Z')
const moment = fc.date({ min: from, max: to, noInvalidDate: true })
const ZONES = ['America/New_York', 'America/Los_Angeles', 'Europe/Berlin', 'Asia/Kathmandu', 'Pacific/Auckland', 'UTC']
const zone = fc.constantFrom(...ZONES)
const facts = fc.record<Facts>({ at: moment, zone, calendar: fc.constantFrom('US-FED', 'DE', 'GB-EAW', 'SE') })
const clock = fc.constantFrom(...CLOCK_NAMES)
const mark = (marks: readonly Mark[], name: string): Mark => {
  const found = marks.find((one) => one.name === name)
  if (!found) throw new Error(`no ${name}`)
  return found
}
const marks = (name: (typeof CLOCK_NAMES)[number], given: Facts, added?: Added) =>
  marksOf(ruleOf(name), given, CALENDARS, added)
const putBack = (given: Facts, added?: Added) => marks('dmca.putBack', { ...given, calendar: 'US-FED' }, added)
const dayNumber = (one: Mark): Day => one.day ?? 0

describe('for every moment', () => {
  it('business day 14 is at least four days after business day 10, and the target lies between', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const found = putBack(given)
        expect(dayNumber(mark(found, 'closes')) - dayNumber(mark(found, 'opens'))).toBeGreaterThanOrEqual(4)
        expect(found.map(({ name }) => name)).toEqual(['opens', 'target', 'alarm', 'lastCall', 'closes'])
      }),
    )
  })

  it('a day that counsel adds makes nothing earlier, and moves neither what must be done by nor not after', () => {
    const somewhere = fc.integer({
      min: dayOf({ year: 2024, month: 1, day: 1 }),
      max: dayOf({ year: 2034, month: 1, day: 1 }),
    })
    fc.assert(
      fc.property(
        facts,
        clock,
        fc.array(somewhere, { maxLength: 30 }),
        fc.integer({ min: 0, max: 40 }),
        (given, name, far, near) => {
          const days = new Set([...far, dayIn(given.at, given.zone) + near])
          const before = marks(name, given)
          const after = marks(name, given, new Map([[given.calendar ?? '', days]]))
          for (const one of before) {
            const other = mark(after, one.name)
            expect(other.at.getTime()).toBeGreaterThanOrEqual(one.at.getTime())
            if (one.direction === 'actBy' || one.direction === 'notAfter') expect(other).toEqual(one)
          }
        },
      ),
      { numRuns: 400 },
    )
  })

  it('another zone changes a legal day only if the local day differs', () => {
    fc.assert(
      fc.property(facts, zone, (given, other) => {
        const isSameDay = dayIn(given.at, given.zone) === dayIn(given.at, other)
        const days = (found: Mark[]) => found.map((one) => dayNumber(one))
        const [here, there] = [days(putBack(given)), days(putBack({ ...given, zone: other }))]
        if (isSameDay) expect(there).toEqual(here)
        else if (dayIn(given.at, other) > dayIn(given.at, given.zone))
          expect(there[0]).toBeGreaterThanOrEqual(here[0] ?? 0)
      }),
    )
  })

  it('an answer in the EU is never due on a weekend or a holiday, nor before the month is over', () => {
    fc.assert(
      fc.property(facts, fc.constantFrom('DE', 'SE', 'AT', 'PT', 'EE'), (given, calendar) => {
        const { day, nominal } = mark(marks('gdpr.response', { ...given, calendar }), 'answer')
        expect(isWeekend(day ?? 0)).toBe(false)
        expect(CALENDARS(calendar).on(day ?? 0)).toBe('ordinary')
        expect(day).toBeGreaterThanOrEqual(nominal ?? Infinity)
      }),
    )
  })

  it('48 hours are 172,800 seconds, in every zone and across summer time', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const act = mark(marks('takeItDown.removal', given), 'act')
        expect(act.at.getTime() - given.at.getTime()).toBe(172_800_000)
      }),
    )
  })

  it('an extension never ends before the period without it', () => {
    fc.assert(
      fc.property(
        facts,
        fc.constantFrom('gdpr.response', 'ukGdpr.response', 'ccpa.answer', 'eEvidence.preservation'),
        (given, name) => {
          const last = (isExtended: boolean) =>
            Math.max(...marks(name, { ...given, isExtended }).map(({ at }) => at.getTime()))
          expect(last(true)).toBeGreaterThanOrEqual(last(false))
        },
      ),
    )
  })

  it('a hold ends on the last second of its statutory minimum, or later', () => {
    const minimum = [
      ['sca.preservation2703f', 90],
      ['csam.preservation', 365],
      ['eEvidence.preservation', 60],
    ] as const
    fc.assert(
      fc.property(facts, fc.constantFrom(...minimum), (given, [name, days]) => {
        const keep = mark(marks(name, given), 'keep')
        expect(dayNumber(keep)).toBeGreaterThanOrEqual(dayIn(given.at, given.zone) + days)
        expect(dayIn(keep.at, given.zone)).toBe(keep.day)
      }),
    )
  })

  it('every clock gives its marks in order, each after its beginning or on that day', () => {
    fc.assert(
      fc.property(facts, clock, (given, name) => {
        const found = marks(name, given)
        expect(found.length).toBeGreaterThan(0)
        expect(found.map(({ at }) => at.getTime())).toEqual(
          found.map(({ at }) => at.getTime()).toSorted((a, b) => a - b),
        )
        for (const one of found) expect(one.at.getTime()).toBeGreaterThanOrEqual(given.at.getTime() - 1000)
      }),
      { numRuns: 400 },
    )
  })
})

describe('a day added by counsel', () => {
  const given = { at: new Date('2026-12-14T15:00:00Z'), zone: 'America/New_York', calendar: 'US-FED' }
  const added = (...days: string[]) => new Map([['US-FED', new Set(days.map((day) => parseDay(day) ?? 0))]])
  const days = (found: Mark[]) =>
    Object.fromEntries(
      found.map(({ name, day }) => [name, new Date((day ?? 0) * 86_400_000).toISOString().slice(0, 10)]),
    )

  it('moves the opening of a put-back, and not its close', () => {
    const alarms = { alarm: '2026-12-31', lastCall: '2027-01-05' }
    expect(days(putBack(given))).toEqual({ opens: '2026-12-29', target: '2026-12-30', ...alarms, closes: '2027-01-05' })
    const moved = putBack(given, added('2026-12-24'))
    expect(days(moved)).toEqual({ opens: '2026-12-30', target: '2026-12-31', ...alarms, closes: '2027-01-05' })
    expect(isWindowClosed(moved)).toBe(false)
  })

  it('closes the window when there are too many of them: then counsel is asked', () => {
    const many = added('2026-12-24', '2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31', '2027-01-04')
    const moved = putBack(given, many)
    expect(days(moved)).toMatchObject({ closes: '2027-01-05' })
    expect(isWindowClosed(moved)).toBe(true)
  })
})

describe('speed', () => {
  it('computes ten thousand clocks; how long it took stands in the output', () => {
    const given = fc.sample(facts, { numRuns: 10_000, seed: 7 })
    const begun = performance.now()
    const found = given.map((one, n) => marks(CLOCK_NAMES[n % CLOCK_NAMES.length] ?? 'dmca.putBack', one))
    console.log(`10,000 clocks in ${Math.round(performance.now() - begun)} ms`)
    expect(found).toHaveLength(10_000)
  })
})
