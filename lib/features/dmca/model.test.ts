import { describe, expect, it } from 'vitest'
import { type Facts, lettersDue, stepsOf, tabOf, lastOf } from './model'

const FACTS: Facts = {
  state: 'received',
  isAsked: false,
  hasKnowledge: false,
  isClosed: false,
  items: [],
  untold: [],
  counters: [],
  isPaperWaiting: false,
  wasDown: true,
  isTellingMissed: false,
  letters: [],
}
const at = new Date('2026-11-02T20:00:00Z')

it('of several counter-notices a step is done when it is done for each', () => {
  const later = new Date('2026-11-03T20:00:00Z')
  expect(lastOf([at, later, at])).toEqual(later)
  expect(lastOf([at, null])).toBeNull()
  expect(lastOf([])).toBeNull()
})

const DOWN = { state: 'disabled', accountId: '11', isLocal: true } as const
const OPEN = { state: 'found', accountId: '11', isLocal: true } as const
const counter = (state: Facts['counters'][number]['state'], isAsked = false) => ({
  state,
  accountId: '11',
  receivedAt: at,
  isAsked,
})
const letter = (template: string, accountId: string | null = null) => ({ template, accountId, at })
const due = (more: Partial<Facts>) => lettersDue({ ...FACTS, ...more }).map(({ template }) => template)
const tab = (more: Partial<Facts>) => tabOf({ ...FACTS, ...more })

describe('the letters that a case owes', () => {
  it.each<[string, Partial<Facts>, string[]]>([
    ['a receipt', {}, ['D1']],
    ['nothing more after it', { letters: [letter('D1')] }, []],
    ['what is missing', { state: 'defectiveCurable' }, ['D3']],
    ['nothing when it was asked for', { state: 'defectiveCurable', isAsked: true }, []],
    ['where to go instead', { state: 'notCopyright' }, ['D2']],
    ['what was done, and to whoever posted', { state: 'valid', items: [DOWN], untold: ['11'] }, ['D4', 'D5']],
    ['nothing of what is not decided', { state: 'valid', items: [OPEN] }, []],
    ['receipt of the counter-notice', { state: 'valid', items: [OPEN], counters: [counter('received')] }, ['D6']],
    ['what the counter-notice lacks', { state: 'valid', items: [OPEN], counters: [counter('defective')] }, ['D7']],
    ['the counter-notice itself', { state: 'valid', items: [OPEN], counters: [counter('valid')] }, ['D8']],
    ['that it is held', { state: 'valid', items: [OPEN], counters: [counter('held')] }, ['D9']],
    [
      'that it is back, to both',
      { state: 'valid', items: [DOWN], letters: [letter('D4')], counters: [counter('restored')] },
      ['D10', 'D11'],
    ],
    [
      'what a second version lacks, though the first was answered',
      {
        state: 'valid',
        items: [OPEN],
        letters: [{ ...letter('D7', '11'), at: new Date('2026-11-01T00:00:00Z') }],
        counters: [counter('defective')],
      },
      ['D7'],
    ],
  ])('%s', (_label, more, expected) => {
    expect(due(more)).toEqual(expected)
  })
})

describe('a case stands', () => {
  it.each<[string, Partial<Facts>]>([
    ['judge', {}],
    ['judge', { state: 'valid', items: [DOWN], counters: [counter('received')] }],
    ['judge', { state: 'valid', items: [DOWN], counters: [counter('forwarded')], isPaperWaiting: true }],
    ['act', { state: 'valid', items: [OPEN, DOWN] }],
    ['act', { state: 'valid', items: [DOWN], counters: [counter('forwarded', true)] }],
    ['tell', { state: 'valid', items: [DOWN], untold: ['11'] }],
    ['tell', { state: 'defectiveCurable' }],
    ['waiting', { state: 'valid', items: [DOWN], letters: [letter('D4')], counters: [counter('forwarded')] }],
    ['waiting', { state: 'valid', items: [DOWN], letters: [letter('D4')] }],
    [
      'held',
      { state: 'valid', items: [DOWN], letters: [letter('D4'), letter('D9', '11')], counters: [counter('held')] },
    ],
    ['held', { state: 'valid', items: [DOWN], letters: [letter('D4')], counters: [counter('escalated')] }],
    ['closed', { state: 'closed', isClosed: true }],
  ])('under %s: %o', (expected, more) => {
    expect(tab(more)).toBe(expected)
  })
})

describe('the way of a case', () => {
  const NOT_YET = { decidedAt: null, downAt: null, toldAt: null, forwardedAt: null, opensAt: null, restoredAt: null }
  const states = (more: Partial<Facts>, moments = {}) =>
    stepsOf({ ...FACTS, ...more }, { ...NOT_YET, ...moments }).map(({ state }) => state)

  it('goes from the notice to the put-back', () => {
    expect(states({})).toEqual(['now', 'ahead', 'ahead', 'ahead', 'ahead', 'ahead'])
    expect(states({ state: 'valid', items: [OPEN] })[1]).toBe('now')
    expect(states({ state: 'valid', items: [DOWN] }, { forwardedAt: at })).toEqual([
      'done',
      'done',
      'done',
      'done',
      'now',
      'ahead',
    ])
    const back = { ...DOWN, state: 'restored' as const }
    expect(states({ state: 'valid', items: [back] }, { forwardedAt: at, restoredAt: at })).toEqual(
      Array(6).fill('done'),
    )
  })

  it('is stopped by a court', () => {
    const more = { state: 'valid' as const, items: [DOWN], counters: [counter('held')] }
    expect(states(more, { forwardedAt: at }).slice(4)).toEqual(['stopped', 'stopped'])
  })
})
