import { describe, expect, it } from 'vitest'
import {
  COURT_DECISIONS,
  COUNTER_MOVES,
  COUNTER_STEPS,
  effectOf,
  holdsUp,
  isSetAside,
  mayCounter,
  missingIn,
  putBackBarrier,
  type PutBackFacts,
  runsAt,
  standingOf,
  type Window,
} from './model'
import { isCounterOpen } from '@/lib/features/notices/model'
import { COUNTER_STATES } from '@/lib/features/notices/schema'

describe('a counter-notice', () => {
  it.each(COUNTER_STEPS)('moves by %s only from where the table says', (step) => {
    expect(COUNTER_STATES.filter((state) => mayCounter(step, state)).toSorted()).toEqual(
      [...COUNTER_MOVES[step].from].toSorted(),
    )
  })

  it('takes two people to be put back, held or let go, and nothing else', () => {
    expect(COUNTER_STEPS.filter((step) => COUNTER_MOVES[step].takesTwo)).toEqual(['hold', 'letGo', 'putBack'])
  })

  it('lacks what 512(g)(3) asks for and is not there', () => {
    const whole = { signature: true, material: true, belief: true, person: true, consent: true }
    expect(missingIn(whole)).toEqual([])
    expect(missingIn({ ...whole, consent: false })).toEqual(['consent'])
    expect(missingIn({})).toHaveLength(5)
  })

  it('is open until it ended', () => {
    expect(COUNTER_STATES.filter(isCounterOpen)).toEqual([
      'received',
      'defective',
      'valid',
      'forwarded',
      'held',
      'restoring',
    ])
  })

  it('DMCA-20: of the author of a remote post has no window; of somebody else is none', () => {
    expect(standingOf([{ isLocal: false }])).toBe('referred')
    expect(standingOf([{ isLocal: false }, { isLocal: true }])).toBe('received')
    expect(standingOf([])).toBe('refused')
  })
})

const ACTION = { sort: 'action', isFromSender: true, isSameMaterial: true, docket: '1:26-cv-01234' } as const
const CLAIM = { ...ACTION, sort: 'claim', docket: '26-CCB-0001' } as const

describe('a court paper', () => {
  it.each([
    ['an action', ACTION, true],
    ['a claim about the same material', CLAIM, true],
    ['a claim about something else', { ...CLAIM, isSameMaterial: false }, false],
    ['an action told by somebody else', { ...ACTION, isFromSender: false }, false],
    ['an action without a number', { ...ACTION, docket: ' ' }, false],
    ['a threat', { ...ACTION, sort: 'threat' }, false],
    ['a dismissal', { ...ACTION, sort: 'dismissal' }, false],
  ] as const)('%s', (_label, facts, expected) => {
    expect(holdsUp(facts)).toBe(expected)
  })

  it('DMCA-13, DMCA-15: received before the put-back, each but an announcement waits for a second person', () => {
    for (const sort of ['action', 'claim', 'restraint', 'dismissal', 'order'] as const)
      for (const state of ['received', 'defective', 'valid', 'forwarded', 'held'] as const)
        expect(effectOf({ ...ACTION, sort, docket: '' }, { state })).toBe('wait')
    expect(effectOf({ ...ACTION, sort: 'threat' }, { state: 'forwarded' })).toBe('note')
  })

  it('an order may hold or let go; whoever reads it says which, and an injunction holds whoever asked for it', () => {
    expect(COURT_DECISIONS.order).toEqual(['hold', 'letGo', 'none'])
    expect(COURT_DECISIONS.restraint).not.toContain('letGo')
    expect(COURT_DECISIONS.dismissal).not.toContain('hold')
    expect(holdsUp({ sort: 'restraint', isFromSender: false, isSameMaterial: false, docket: '' })).toBe(true)
  })

  it('DMCA-14: received after it, it goes to counsel and takes nothing down', () => {
    expect(effectOf(ACTION, { state: 'restored' })).toBe('escalate')
    expect(effectOf(ACTION, { state: 'restoring' })).toBe('escalate')
    expect(effectOf({ ...ACTION, sort: 'restraint' }, { state: 'restored' })).toBe('escalate')
    expect(effectOf({ ...ACTION, sort: 'order' }, { state: 'restored' })).toBe('escalate')
  })

  it('received before the put-back and entered after it, it should have held, and that is what is said', () => {
    const putBackBegunAt = new Date('2026-12-12T15:00:00Z')
    const on = (day: number) => ({ ...ACTION, receivedAt: new Date(Date.UTC(2026, 11, day)) })
    for (const state of ['restoring', 'restored', 'escalated'] as const) {
      expect(effectOf(on(8), { state, putBackBegunAt })).toBe('missed')
      expect(effectOf(on(13), { state, putBackBegunAt })).toBe('escalate')
    }
    expect(effectOf({ ...on(8), sort: 'threat' }, { state: 'restored', putBackBegunAt })).toBe('note')
  })

  it('lets go of a hold only by two people', () => {
    expect(COUNTER_MOVES.letGo.takesTwo).toBe(true)
    expect(effectOf({ ...ACTION, sort: 'dismissal' }, { state: 'restored' })).toBe('note')
  })
})

describe('a put-back', () => {
  const opensAt = new Date('2026-11-18T04:59:59.999Z')
  const targetAt = new Date('2026-11-18T15:00:00Z')
  const closesAt = new Date('2026-11-25T04:59:59.999Z')
  const window: Window = { opensAt, runsFrom: targetAt, targetAt, closesAt, isClosed: false }
  const FACTS: PutBackFacts = { state: 'forwarded', isPaperWaiting: false, isIntimate: false, hasDown: true, window }
  it.each([
    ['on business day 11', {}, '2026-11-18T15:00:00Z', null],
    ['on business day 10', {}, '2026-11-18T04:00:00Z', 'putBack.tooEarly'],
    ['with a court paper that waits', { isPaperWaiting: true }, '2026-11-18T15:00:00Z', 'putBack.paperWaits'],
    ['of what was never down', { hasDown: false }, '2026-11-18T15:00:00Z', 'putBack.nothingDown'],
    ['under a hold', { state: 'held' }, '2026-11-18T15:00:00Z', 'putBack.held'],
    ['before it was forwarded', { state: 'valid' }, '2026-11-18T15:00:00Z', 'putBack.notForwarded'],
    ['MULTI-01: of an intimate image', { isIntimate: true }, '2026-11-18T15:00:00Z', 'putBack.intimate'],
    ['without a clock', { window: null }, '2026-11-18T15:00:00Z', 'putBack.noWindow'],
  ] as const)('%s', (_label, more, now, expected) => {
    expect(putBackBarrier({ ...FACTS, ...more }, new Date(now))).toBe(expected)
  })

  const EARLY = new Date('2026-11-04T15:00:00Z')
  it('may be approved ahead of its day, and for nothing else ahead', () => {
    expect(putBackBarrier(FACTS, EARLY, 'ahead')).toBeNull()
    expect(putBackBarrier({ ...FACTS, isPaperWaiting: true }, EARLY, 'ahead')).toBe('putBack.paperWaits')
  })

  it('may not be approved ahead of a day that is not left, and may be decided on once nothing forbids it', () => {
    const closed = { ...window, opensAt: new Date('2026-11-27T04:59:59.999Z'), isClosed: true }
    expect(putBackBarrier({ ...FACTS, window: closed }, EARLY, 'ahead')).toBe('putBack.windowClosed')
    expect(putBackBarrier({ ...FACTS, window: closed }, new Date('2026-11-27T12:00:00Z'), 'ahead')).toBeNull()
  })

  it('runs where its clock has the day now, and by itself never in a window that is closed or over', () => {
    expect(runsAt(EARLY, window)).toEqual(targetAt)
    expect(runsAt(new Date('2026-11-19T12:00:00Z'), window)).toEqual(new Date('2026-11-19T12:00:00Z'))
    expect(isSetAside(EARLY, window, targetAt)).toBe(false)
    expect(isSetAside(EARLY, window, new Date('2026-11-26T12:00:00Z'))).toBe(true)
    const late = new Date('2026-11-27T12:00:00Z')
    expect(isSetAside(late, window, late)).toBe(false)
    const closed = { ...window, opensAt: new Date('2026-11-26T04:59:59.999Z'), isClosed: true }
    expect(isSetAside(EARLY, closed, targetAt)).toBe(true)
    expect(isSetAside(late, closed, late)).toBe(false)
  })
})
