import { expect, it } from 'vitest'
import { verdictOn } from './verdict'

const told = (state: string) => ({ state, failure: null, waited: null })
const once = { done: 1, strikes: 1, mails: 1 }
const never = { done: 0, strikes: 0, mails: 0 }
const seen = { isHidden: false }

it.each([
  ['confirmed', once, 'once, confirmed'],
  ['failed', never, 'not done, failed'],
  ['cancelled', never, 'not done, cancelled'],
  ['notConfirmed', never, 'not done, not confirmed'],
  ['confirmed', never, 'WRONG'],
  ['failed', once, 'WRONG'],
  ['cancelled', once, 'WRONG'],
  ['notConfirmed', once, 'WRONG'],
  ['sent', once, 'WRONG'],
  ['asked', never, 'WRONG'],
  ['confirmed', { ...once, done: 2 }, 'WRONG'],
  ['confirmed', { ...once, strikes: 2 }, 'WRONG'],
  ['confirmed', { ...once, mails: 2 }, 'WRONG'],
])('%s after %o is %s', (state, traces, kind) => {
  expect(verdictOn(told(state), traces, seen).kind).toBe(kind)
})

it('may be unknown where no API shows it', () => {
  expect(verdictOn(told('notConfirmed'), once, { isHidden: true })).toEqual({ kind: 'done, not confirmed', wrong: [] })
})
