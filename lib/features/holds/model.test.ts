import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  alarmsOf,
  dayOf,
  endOfDay,
  isInForce,
  keptUntil,
  mayKnow,
  reasonNot,
  SOURCES,
  startOfDay,
  type Step,
  suggestedKeepUntil,
} from './model'

const NOW = new Date('2026-11-26T12:00:00Z')
const at = (text: string) => new Date(text)

describe('how long a source asks to keep', () => {
  it.each([
    ['preservation', '2026-11-26', '2027-02-24'],
    ['epocPr', '2026-11-26', '2027-01-25'],
    ['tco', '2026-11-26', '2027-05-26'],
    ['tco', '2026-08-31', '2027-03-03'],
    ['cyberTip', '2028-02-29', '2029-03-01'],
    ['subpoena', '2026-11-26', null],
    ['litigation', '2026-11-26', null],
    ['preservation', 'never', null],
  ] as const)('%s from %s: %s', (source, from, until) => {
    expect(suggestedKeepUntil(source, from)).toBe(until)
  })

  it('never ends before it begins, whatever the day', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SOURCES),
        fc.date({ min: at('2000-01-01'), max: at('2099-12-31'), noInvalidDate: true }),
        (source, day) => {
          const from = day.toISOString().slice(0, 10)
          const until = suggestedKeepUntil(source, from)
          expect(until === null || until > from).toBe(true)
        },
      ),
    )
  })
})

describe('a day', () => {
  it('ends when it is over everywhere, and begins where it begins first', () => {
    expect(endOfDay('2027-02-24')).toEqual(at('2027-02-25T12:00:00Z'))
    expect(startOfDay('2027-02-24')).toEqual(at('2027-02-23T10:00:00Z'))
    expect(dayOf(endOfDay('2027-02-24'))).toBe('2027-02-24')
  })
})

const hold = (more: object = {}) => ({ state: 'active', proposedById: null, keepUntil: null, ...more })

describe('a step', () => {
  it.each<[Step, object, string, string | null]>([
    ['propose', {}, 'nadia', null],
    ['propose', { state: 'releaseProposed', proposedById: 'nadia' }, 'ines', 'hold.moved'],
    ['propose', { state: 'released' }, 'nadia', 'hold.moved'],
    ['confirm', {}, 'ines', 'hold.moved'],
    ['confirm', { state: 'releaseProposed', proposedById: 'nadia' }, 'ines', null],
    ['confirm', { state: 'releaseProposed', proposedById: 'nadia' }, 'nadia', 'hold.samePerson'],
    ['confirm', { state: 'released', proposedById: 'nadia' }, 'ines', 'hold.moved'],
    ['withdraw', { state: 'releaseProposed', proposedById: 'nadia' }, 'nadia', null],
    ['withdraw', {}, 'nadia', 'hold.moved'],
    ['extend', {}, 'nadia', null],
    ['extend', { state: 'releaseProposed', proposedById: 'nadia' }, 'ines', null],
    ['extend', { state: 'released' }, 'ines', 'hold.moved'],
    ['extend', { keepUntil: at('2026-11-26T12:00:00Z') }, 'ines', 'hold.over'],
    ['propose', { keepUntil: at('2026-11-01T12:00:00Z') }, 'ines', 'hold.over'],
  ])('%s on %j by %s: %s', (step, more, personId, why) => {
    expect(reasonNot(step, hold(more), { personId, now: NOW })).toBe(why)
  })
})

describe('a hold', () => {
  it('is in force until its day is over or it is released', () => {
    expect(isInForce(hold(), NOW)).toBe(true)
    expect(isInForce(hold({ keepUntil: at('2026-11-26T12:00:00.001Z') }), NOW)).toBe(true)
    expect(isInForce(hold({ keepUntil: NOW }), NOW)).toBe(false)
    expect(isInForce(hold({ state: 'releaseProposed' }), NOW)).toBe(true)
    expect(isInForce(hold({ state: 'released' }), NOW)).toBe(false)
  })

  it('that overlaps others keeps until the latest of them', () => {
    const [early, late] = [at('2027-01-01'), at('2027-06-01')]
    expect(keptUntil([{ keepUntil: early }, { keepUntil: late }])).toEqual(late)
    expect(keptUntil([{ keepUntil: late }, { keepUntil: early }])).toEqual(late)
    expect(keptUntil([{ keepUntil: late }, { keepUntil: null }, { keepUntil: early }])).toBeNull()
    expect(keptUntil([{ keepUntil: null }, { keepUntil: late }])).toBeNull()
  })

  it('that is secret is known to who manages holds and to those named, until the secrecy ends', () => {
    const secret = { isSecret: true, secretUntil: at('2026-12-01'), namedIds: ['yusuf'] }
    const knows = (id: string, mayManage: boolean, now = NOW) => mayKnow(secret, { id, mayManage }, now)
    expect([knows('nadia', true), knows('yusuf', false), knows('kofi', false)]).toEqual([true, true, false])
    expect(knows('kofi', false, at('2026-12-01'))).toBe(true)
    const endless = { ...secret, secretUntil: null }
    expect(mayKnow(endless, { id: 'kofi', mayManage: false }, at('2050-01-01'))).toBe(false)
  })
})

describe('alarms', () => {
  it('come on days 20, 25 and 28 of a suspension, and at once of an account that is gone', () => {
    const days = (kind: 'suspended' | 'gone') => alarmsOf(kind, NOW).map(({ day, dueAt }) => [day, dueAt.toISOString()])
    expect(days('suspended')).toEqual([
      [20, '2026-12-16T12:00:00.000Z'],
      [25, '2026-12-21T12:00:00.000Z'],
      [28, '2026-12-24T12:00:00.000Z'],
    ])
    expect(days('gone')).toEqual([[0, NOW.toISOString()]])
  })
})
