import { describe, expect, it } from 'vitest'
import type { Action } from '@/lib/features/acts/schema'
import { ACT_BUTTONS, actionFor, KEY_OF, underThumb } from './buttons'

const on = (name: Action['name']): Action => ({ name, isOff: false, why: null })
const off = (name: Action['name'], why: string): Action => ({ name, isOff: true, why })

describe('one place for an act and its opposite', () => {
  it('shows the one that can be done', () => {
    expect(actionFor([off('limit', 'alreadyLimited'), on('unlimit')], ['unlimit', 'limit'])?.name).toBe('unlimit')
    expect(actionFor([on('limit'), off('unlimit', 'notLimited')], ['unlimit', 'limit'])?.name).toBe('limit')
  })
  it('gives a case back rather than taking it twice', () => {
    expect(actionFor([on('assign'), on('unassign')], ['unassign', 'assign'])?.name).toBe('unassign')
    expect(actionFor([on('assign'), off('unassign', 'ownedByOther')], ['unassign', 'assign'])?.name).toBe('assign')
  })
  it('shows the act with its reason when neither can', () => {
    const action = actionFor([off('unlimit', 'noManageUsers'), off('limit', 'noManageUsers')], ['unlimit', 'limit'])
    expect(action).toEqual(off('limit', 'noManageUsers'))
  })
  it('shows the opposite with its reason when the act is done and both wait', () => {
    const waiting = [off('assign', 'waiting'), off('unassign', 'waiting')]
    expect(actionFor(waiting, ['unassign', 'assign'], true)?.name).toBe('unassign')
  })
  it('shows nothing for what the view does not name', () => {
    expect(actionFor([on('warn')], ['unsuspend', 'suspend'])).toBeNull()
  })
})

describe('under the thumb', () => {
  it('is taking and closing, and warning once the case is taken', () => {
    expect(underThumb(['assign', 'resolve', 'warn', 'limit', 'stop'])).toEqual(['assign', 'resolve'])
    expect(underThumb(['unassign', 'resolve', 'warn', 'limit', 'stop'])).toEqual(['resolve', 'warn'])
  })
})

describe('the keys', () => {
  it('never name two places', () => {
    const places = ACT_BUTTONS.flatMap(({ names }, place) =>
      [...new Set(names.map((name) => KEY_OF[name].key))].map((key) => [key, place]),
    )
    expect(new Set(places.map(([key]) => key)).size).toBe(places.length)
  })
})
