import { describe, expect, it } from 'vitest'
import { isTouched, type PersonActor } from '@/lib/platform/access/access'
import { kofi } from '@/lib/testing/chain'
import { whyNotEnrol } from './model'

const NOW = new Date('2026-11-28T12:00:00Z')
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1000)
const inSession = (signedIn: number, touched: number | null): PersonActor => ({
  ...kofi,
  session: { id: 's', signedInAt: ago(signedIn), touchedAt: touched === null ? null : ago(touched) },
})

describe('a touch', () => {
  it.each([
    ['none', inSession(5, null), false],
    ['of this second', inSession(5, 0), true],
    ['of 4 minutes 59', inSession(900, 299), true],
    ['of five minutes', inSession(900, 300), false],
    ['of a clock that runs a little ahead', inSession(900, -2), true],
    ['of a clock that is far off', inSession(900, -301), false],
    ['of a job that has no session', kofi, false],
  ])('%s', (_label, actor, is) => {
    expect(isTouched(actor, NOW)).toBe(is)
  })
})

describe('enrolling', () => {
  it.each([
    ['the first, just signed in', inSession(599, null), 0, null],
    ['the first, ten minutes after the sign-in', inSession(600, null), 0, 'passkey.signInAgain'],
    ['the first, without a session', kofi, 0, 'passkey.signInAgain'],
    ['a second one, just signed in, without a touch', inSession(5, null), 1, 'touch.needed'],
    ['a second one with a touch', inSession(9000, 10), 1, null],
    ['an eleventh', inSession(5, 10), 10, 'passkey.tooMany'],
  ])('%s', (_label, actor, passkeys, why) => {
    expect(whyNotEnrol(actor, passkeys, NOW)).toBe(why)
  })
})
