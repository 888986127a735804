import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { en } from '@/lib/platform/i18n/en'
import { type After, type Before, isProxied, LOOKS, looksAgain, mayMove, verdictOf } from './model'
import { REMOVAL_STATES, type RemovalState } from './schema'

const before: Before = { wasRead: true, wasPublic: true, hadPictures: true, isLocal: true }
const gone: After = { isThere: false, isThereForAnybody: false, isAuthorSuspended: false, isBehindProxy: true }

describe('what is said of a post afterwards', () => {
  it.each<[string, Partial<Before>, Partial<After>, string]>([
    ['public, read before, gone', {}, {}, 'removed notFound'],
    ['without pictures', { hadPictures: false }, { isBehindProxy: false }, 'removed notFound'],
    ['the author is suspended', {}, { isAuthorSuspended: true }, 'cannotTell authorSuspended'],
    ['nobody knows of the author', {}, { isAuthorSuspended: null }, 'cannotTell noAnswer'],
    ['no answer about the post', {}, { isThere: null }, 'cannotTell noAnswer'],
    ['still there', {}, { isThere: true }, 'stillThere'],
    ['still there for strangers: whoever asks was blocked', {}, { isThereForAnybody: true }, 'stillThere'],
    [
      'strangers may not ask',
      { hadPictures: false },
      { isThereForAnybody: null, isBehindProxy: false },
      'cannotTell strangersUnanswered',
    ],
    ['strangers may not ask, pictures locked away', {}, { isThereForAnybody: null }, 'removed pictures'],
    ['never read, pictures locked away', { wasRead: false, wasPublic: false }, {}, 'removed pictures'],
    ['for followers, pictures locked away', { wasPublic: false }, {}, 'removed pictures'],
    ['never read, remote', { wasRead: false, wasPublic: false, isLocal: false }, {}, 'cannotTell neverRead'],
    ['never read, no pictures', { wasRead: false, wasPublic: false, hadPictures: false }, {}, 'cannotTell neverRead'],
    [
      'never read, pictures given out',
      { wasRead: false, wasPublic: false },
      { isBehindProxy: false },
      'cannotTell neverRead',
    ],
    ['for followers', { wasPublic: false, hadPictures: false }, {}, 'cannotTell notForAnybody'],
  ])('%s', (_, was, is, told) => {
    const { state, why } = verdictOf({ ...before, ...was }, { ...gone, ...is })
    expect([state, why].filter(Boolean).join(' ')).toBe(told)
    if (why) expect(Object.keys(en)).toContain(`removal.why.${why}`)
  })

  it('is "removed" only of what was seen before, is not seen now, and whose author is not suspended', () => {
    const maybe = fc.constantFrom(true, false, null)
    const was = fc.record({
      wasRead: fc.boolean(),
      wasPublic: fc.boolean(),
      hadPictures: fc.boolean(),
      isLocal: fc.boolean(),
    })
    const is = fc.record({ isThere: maybe, isThereForAnybody: maybe, isAuthorSuspended: maybe, isBehindProxy: maybe })
    fc.assert(
      fc.property(was, is, (b, a) => {
        if (verdictOf(b, a).state !== 'removed') return
        expect(a.isThere === false && a.isAuthorSuspended === false && a.isThereForAnybody !== true).toBe(true)
        const isGone = b.wasRead && b.wasPublic && a.isThereForAnybody === false
        expect(isGone || (b.hadPictures && a.isBehindProxy === true)).toBe(true)
      }),
    )
  })
})

describe('how a removal moves', () => {
  const MOVES: Record<RemovalState, string> = {
    begun: 'begun checking',
    checking: 'removed stillThere cannotTell',
    removed: '',
    stillThere: 'begun checking',
    cannotTell: 'begun checking said saidNot',
    said: 'checking saidNot',
    saidNot: 'begun checking said',
  }
  it.each(REMOVAL_STATES)('from %s', (from) => {
    expect(REMOVAL_STATES.filter((to) => mayMove(from, to)).join(' ')).toBe(MOVES[from])
  })
})

it('looks again at what only strangers still see, and not for ever', () => {
  const cached = { ...gone, isThereForAnybody: true }
  expect([0, LOOKS - 1, LOOKS].map((looks) => looksAgain(cached, looks))).toEqual([true, true, false])
  expect(looksAgain(gone, 0)).toBe(false)
  expect(looksAgain({ ...cached, isThere: true }, 0)).toBe(false)
})

it.each([
  ['https://reef.example/media_proxy/117/original', true],
  ['https://reef.example/system/media_attachments/files/117/original/a.png', false],
  ['https://reef.example/media_proxy/', false],
  [null, false],
])('%s is locked away: %s', (url, is) => {
  expect(isProxied(url)).toBe(is)
})
