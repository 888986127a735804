import { describe, expect, it } from 'vitest'
import { endOf, endViewOf, isBeingUndone, isSuperseded, purgeAfter, waitViewOf } from './deadlines'
import type { EndView } from './schema'

const NOW = new Date('2026-11-25T21:40:00Z')
const after = (hours: number) => new Date(NOW.getTime() + hours * 3600_000)

describe('the end of an act', () => {
  it.each([
    [{ kind: 'days', days: 1 }, '2026-11-26T21:40:00.000Z', 1],
    [{ kind: 'days', days: 366 }, '2027-11-26T21:40:00.000Z', 366],
    [{ kind: 'date', on: '2026-11-26' }, '2026-11-26T00:00:00.000Z', 1],
    [{ kind: 'date', on: '2026-12-02' }, '2026-12-02T00:00:00.000Z', 7],
    // A leap day, across the turn of the year.
    [{ kind: 'date', on: '2027-11-26' }, '2027-11-26T00:00:00.000Z', 366],
  ] as const)('%j: %s', (end, endsAt, durationDays) => {
    expect(endOf(end, NOW)).toEqual({ endsAt: new Date(endsAt), durationDays })
  })

  it.each(['2026-11-25', '2026-11-01', '2027-11-27', '2026-13-45'])('%s is none', (on) => {
    expect(endOf({ kind: 'date', on }, NOW)).toBeNull()
  })

  it('a suspended account is cleared after thirty days', () => {
    expect(purgeAfter(NOW)).toEqual(new Date('2026-12-25T21:40:00Z'))
  })
})

const act = (given: object = {}) => ({
  id: 'limit-1',
  kind: 'limit',
  state: 'confirmed',
  failure: null,
  askedAt: after(-48),
  undoesId: null,
  endsAt: after(24),
  endedAs: null,
  ...given,
})
const other = (given: object) => act({ id: 'other', askedAt: after(-24), endsAt: null, ...given })

describe('what decides whether an end still counts', () => {
  it.each<[string, object, boolean, boolean]>([
    ['undone meanwhile', { kind: 'unlimit' }, true, false],
    ['an undoing on its way', { kind: 'unlimit', state: 'sent' }, false, true],
    ['an undoing that failed', { kind: 'unlimit', state: 'failed' }, false, false],
    ['an undoing that nobody saw', { kind: 'unlimit', state: 'notConfirmed' }, false, false],
    ['limited again', {}, true, false],
    ['limited again, perhaps', { state: 'notConfirmed' }, true, false],
    ['another limit, which failed', { state: 'failed' }, false, false],
    ['an earlier limit', { askedAt: after(-72) }, false, false],
    ['an earlier undoing', { kind: 'unlimit', askedAt: after(-72) }, false, false],
    ['something else', { kind: 'freeze' }, false, false],
  ])('%s', (_, given, superseded, undoing) => {
    const others = [act(), other(given)]
    expect(isSuperseded(act(), others)).toBe(superseded)
    expect(isBeingUndone(act(), others)).toBe(undoing)
  })
})

describe('where an end stands', () => {
  const undoing = (given: object) => other({ kind: 'unlimit', undoesId: 'limit-1', askedAt: NOW, ...given })
  const ended = { endsAt: after(-1), endedAs: 'asked' }
  it.each<[string, object, object[], EndView['state'] | null, string | null]>([
    ['ahead', {}, [], 'ahead', null],
    ['due', { endsAt: after(-1) }, [], 'due', null],
    ['none', { endsAt: null }, [], null, null],
    ['of an act that was not done', { state: 'failed' }, [], null, null],
    ['undone before by somebody', {}, [other({ kind: 'unlimit' })], 'superseded', null],
    ['asked for', ended, [undoing({ state: 'sent' })], 'asked', null],
    ['undone', ended, [undoing({})], 'undone', null],
    ['off already', ended, [undoing({ state: 'failed', failure: 'alreadyDone' })], 'undone', null],
    ['refused', ended, [undoing({ state: 'failed', failure: 'noManageUsers' })], 'look', 'noManageUsers'],
    ['not seen', ended, [undoing({ state: 'notConfirmed' })], 'look', 'notConfirmed'],
    ['cancelled', ended, [undoing({ state: 'cancelled' })], 'look', 'cancelled'],
    ['nothing could be asked', { endsAt: after(-1), endedAs: 'signInAgain' }, [], 'look', 'signInAgain'],
  ])('%s', (_, given, others, state, why) => {
    const one = act(given)
    const view = endViewOf(one, [one, ...others.map((o) => ({ ...act(), ...o }))], NOW)
    expect(view && [view.state, view.why]).toEqual(state && [state, why])
  })
})

describe('acts of one press that wait for Mastodon', () => {
  const at = new Date('2026-11-26T12:00:00Z')
  const waiting = { state: 'asked', waitsFor: 'temporary', waitsSince: at, waitsUntil: at, tries: 1 }
  const settled = (state: string) => ({ state, waitsFor: null, waitsSince: null, waitsUntil: null, tries: 0 })

  it('say how many have left already: with those that were sent, nothing may be claimed not to have been', () => {
    expect(waitViewOf([waiting, settled('confirmed'), settled('sent'), settled('cancelled'), waiting])).toMatchObject({
      left: 2,
      waiting: 2,
    })
    expect(waitViewOf([waiting])).toMatchObject({ left: 0, waiting: 1 })
    expect(waitViewOf([settled('confirmed')])).toBeNull()
  })
})
