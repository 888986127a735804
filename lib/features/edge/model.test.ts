import { describe, expect, it } from 'vitest'
import { attentionTo, type BlockFacts, nextProbeAt, nextState, type Verdict, verdictOf } from './model'
import { type EdgeState, type Place, STATES } from './model'

const seen = (places: Partial<Record<Place, number | null>>) =>
  Object.entries(places).map(([place, status]) => ({ place: place as Place, status: status ?? null }))

describe('what was seen', () => {
  it.each<[Verdict, Partial<Record<Place, number | null>>]>([
    ['blocked', { file: 451, small: 451, proxy: 451, page: 200 }],
    ['open', { file: 451, small: 200 }],
    ['open', { file: 200, small: 451 }],
    ['served', { file: 200, small: 404 }],
    ['served', { file: 206, proxy: 302 }],
    ['gone', { file: 404, small: 404 }],
    ['open', { file: 403 }],
    ['noAnswer', { file: 503 }],
    ['noAnswer', { file: 429, small: 451 }],
    ['served', { file: 200, small: 200, proxy: 429 }],
    ['open', { file: 200, small: 451, proxy: 429 }],
    ['noAnswer', { file: 404, small: null }],
    ['noAnswer', { file: null, small: 451 }],
    ['noAnswer', {}],
    ['noAnswer', { page: 451 }],
  ])('is %s of a file: %j', (verdict, places) => {
    expect(verdictOf('media', seen(places))).toBe(verdict)
  })

  it.each<[Verdict, Partial<Record<Place, number | null>>]>([
    ['blocked', { page: 451, embed: 451, activity: 451, api: 200, rss: 200 }],
    ['open', { page: 451, activity: 200 }],
    ['served', { page: 200, activity: 401 }],
    ['gone', { page: 404, activity: 410 }],
    ['noAnswer', { api: 200 }],
  ])('is %s of a text: %j', (verdict, places) => {
    expect(verdictOf('text', seen(places))).toBe(verdict)
  })
})

describe('a block', () => {
  it.each<[EdgeState, Verdict, EdgeState]>([
    ['asked', 'blocked', 'proved'],
    ['asked', 'served', 'asked'],
    ['handedOut', 'blocked', 'proved'],
    ['handedOut', 'open', 'handedOut'],
    ['proved', 'blocked', 'proved'],
    ['proved', 'served', 'lost'],
    ['proved', 'open', 'lost'],
    ['proved', 'gone', 'lost'],
    ['lost', 'blocked', 'proved'],
    ['lost', 'served', 'lost'],
    ['lifting', 'blocked', 'lifting'],
    ['lifting', 'open', 'lifting'],
    ['lifting', 'served', 'lifted'],
    ['lifting', 'gone', 'gone'],
    ['lifted', 'blocked', 'lifted'],
    ['gone', 'served', 'gone'],
  ])('that is %s and seen %s is %s', (before, verdict, after) => {
    expect(nextState(before, verdict)).toBe(after)
  })

  it.each(STATES)('that is %s moves by no answer that did not come', (state) => {
    expect(nextState(state, 'noAnswer')).toBe(state)
  })

  it('is looked at ever more rarely while it does not show, daily once proved, never when over', () => {
    const now = new Date('2026-12-01T00:00:00Z')
    const waits = [0, 1, 2, 5, 50].map((tries) => Number(nextProbeAt('handedOut', tries, now)) - Number(now))
    expect(waits).toEqual(waits.toSorted((a, b) => a - b))
    expect(waits.at(-1)).toBe(6 * 3600_000)
    expect(nextProbeAt('proved', 0, now)?.toISOString()).toBe('2026-12-02T00:00:00.000Z')
    // A look that brought no answer is made again soon.
    expect(Number(nextProbeAt('proved', 1, now)) - Number(now)).toBeLessThan(3600_000)
    expect(nextProbeAt('lifted', 0, now)).toBeNull()
  })
})

describe('what is loud', () => {
  const now = new Date('2026-12-01T12:00:00Z')
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
  const facts = (more: Partial<BlockFacts>): BlockFacts => ({
    state: 'asked',
    askedAt: ago(1),
    liftAskedAt: null,
    handedOutAt: null,
    probedAt: null,
    ...more,
  })
  it.each<[string | null, Partial<BlockFacts>, Date | null]>([
    [null, {}, null],
    ['noProxy', { askedAt: ago(11) }, null],
    [null, { askedAt: ago(11) }, ago(1)],
    ['notPulling', { askedAt: ago(40) }, ago(35)],
    ['notPulling', { state: 'proved', handedOutAt: ago(900), probedAt: ago(10) }, ago(31)],
    [null, { state: 'proved', handedOutAt: ago(900), probedAt: ago(10) }, ago(1)],
    ['stale', { state: 'proved', handedOutAt: ago(9000), probedAt: ago(37 * 60) }, ago(1)],
    [null, { state: 'handedOut', askedAt: ago(900), handedOutAt: ago(5) }, ago(1)],
    ['notSeen', { state: 'handedOut', askedAt: ago(900), handedOutAt: ago(31), probedAt: ago(2) }, ago(1)],
    [null, { state: 'handedOut', askedAt: ago(900), handedOutAt: ago(31) }, ago(1)],
    ['notSeen', { state: 'handedOut', askedAt: ago(900), handedOutAt: ago(121), probedAt: ago(130) }, ago(1)],
    ['lost', { state: 'lost', handedOutAt: ago(900) }, null],
    ['liftNotSeen', { state: 'lifting', liftAskedAt: ago(50), handedOutAt: ago(40), probedAt: ago(3) }, ago(1)],
    ['notPulling', { state: 'lifting', askedAt: ago(9000), liftAskedAt: ago(40) }, ago(1)],
    [null, { state: 'lifting', askedAt: ago(9000), liftAskedAt: ago(4) }, ago(1)],
    [null, { state: 'lifted', askedAt: ago(9000) }, null],
  ])('says %s of %j, last pulled %s', (attention, more, lastPullAt) => {
    expect(attentionTo(facts(more), lastPullAt, now)).toBe(attention)
  })
})
