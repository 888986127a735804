import { describe, expect, it } from 'vitest'
import { ELEMENTS } from '@/lib/features/copyright/schema'
import {
  ITEM_FROM,
  ITEM_STEPS,
  itemBarrier,
  NOTICE_MOVES,
  NOTICE_STEPS,
  noticeBarrier,
  type NoticeFacts,
  type NoticeStep,
  purgeConflict,
  verdictOf,
} from './model'
import { ITEM_STATES, NOTICE_STATES, type NoticeState, type Standing } from './schema'

const all = (standing: Standing, but: Partial<Record<(typeof ELEMENTS)[number], Standing>> = {}) => ({
  ...Object.fromEntries(ELEMENTS.map((element) => [element, standing])),
  ...but,
})
const FACTS: NoticeFacts = {
  state: 'received',
  standings: all('there'),
  isAsked: false,
  items: [],
  isTellingDue: false,
  hasOpenCounter: false,
  hasKnowledge: false,
}
const barrier = (step: NoticeStep, more: Partial<NoticeFacts> = {}) => noticeBarrier(step, { ...FACTS, ...more })

describe('the elements of a notice', () => {
  it.each([
    ['there', {}, 'complete'],
    ['cured', {}, 'complete'],
    ['there', { accuracy: 'missing' }, 'curable'],
    ['there', { signature: 'missing', goodFaith: 'missing' }, 'curable'],
    ['there', { contact: 'missing' }, 'core'],
    ['there', { work: 'missing', accuracy: 'missing' }, 'core'],
    ['there', { material: 'missing' }, 'core'],
    ['there', { contact: 'cured' }, 'complete'],
    ['found', {}, 'unjudged'],
    ['there', { goodFaith: 'notFound' }, 'unjudged'],
  ] as const)('all %s but %o: %s', (standing, but, verdict) => {
    expect(verdictOf(all(standing, but))).toBe(verdict)
  })
})

describe('a notice moves', () => {
  it.each(NOTICE_STEPS)('by %s only from where the table says', (step) => {
    const open = NOTICE_STATES.filter((state) => barrier(step, { state }) !== 'notice.moved')
    expect(open.toSorted()).toEqual([...NOTICE_MOVES[step].from].toSorted())
  })

  it('as its elements were judged, and not before', () => {
    expect(barrier('valid', { standings: all('found') })).toBe('notice.unjudged')
    expect(barrier('valid', { standings: all('there', { signature: 'missing' }) })).toBe('notice.otherVerdict')
    expect(barrier('defectiveCore', { standings: all('there', { signature: 'missing' }) })).toBe('notice.otherVerdict')
    expect(barrier('defectiveCurable', { standings: all('there', { signature: 'missing' }) })).toBeNull()
    expect(barrier('valid')).toBeNull()
  })

  it('out of a curable defect to its end only when the sender was asked', () => {
    const state: NoticeState = 'defectiveCurable'
    expect(barrier('close', { state })).toBe('notice.askFirst')
    expect(barrier('close', { state, isAsked: true })).toBeNull()
    // 512(c)(3)(B)(i) asks for nothing where the core is missing; it is offered all the same.
    expect(barrier('close', { state: 'defectiveCore' })).toBeNull()
  })

  it('to its end when everything has its fate, everybody is told and no counter-notice is open', () => {
    const valid = { state: 'valid' as const, items: ['disabled' as const, 'refused' as const] }
    expect(barrier('close', valid)).toBeNull()
    expect(barrier('close', { ...valid, items: ['disabled', 'found'] })).toBe('notice.itemsOpen')
    expect(barrier('close', { ...valid, isTellingDue: true })).toBe('notice.tellFirst')
    expect(barrier('close', { ...valid, hasOpenCounter: true })).toBe('notice.counterOpen')
    expect(barrier('close', { ...valid, state: 'retracted' })).toBe('notice.notRestored')
    expect(barrier('reject', valid)).toBe('notice.itemsDown')
  })
})

describe('an address', () => {
  it.each(ITEM_STEPS)('is decided by %s only from where the table says', (step) => {
    const open = ITEM_STATES.filter((state) => itemBarrier(step, { state, notice: 'valid' }) === null)
    expect(open.toSorted()).toEqual([...ITEM_FROM[step]].toSorted())
  })

  it('is taken down for a valid notice only, and may be refused before', () => {
    expect(itemBarrier('edgeBlock', { state: 'found', notice: 'received' })).toBe('notice.notValid')
    expect(itemBarrier('refuse', { state: 'found', notice: 'received' })).toBeNull()
  })
})

/** A copy of the vector of that name. */
const DMCA_19 = { suspended_at: '2026-11-02T12:00:00Z', business_day_10: '2026-12-08T05:00:00Z' }
it('DMCA-19: what Mastodon destroys before it may be put back is said, with the last moment to prevent it', () => {
  const found = purgeConflict(new Date(DMCA_19.suspended_at), new Date(DMCA_19.business_day_10))
  expect(found).toEqual({ purgeAt: new Date('2026-12-02T12:00:00Z'), isConflict: true })
  expect(purgeConflict(new Date('2026-11-18T00:00:00Z'), new Date(DMCA_19.business_day_10)).isConflict).toBe(false)
})
