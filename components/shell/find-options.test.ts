import { describe, expect, it } from 'vitest'
import type { FindView, FoundRow } from '@/lib/features/finding/schema'
import { nextFor, optionsFor } from './find-options'

const row = (id: string): FoundRow => ({
  kind: 'report',
  id,
  href: `/reports/${id}`,
  handle: '@harl',
  isResolved: false,
  caseNumber: 1,
})
const view = (part: Partial<FindView>): FindView => ({
  kind: 'handle',
  rows: [],
  isMore: false,
  mayAsk: false,
  isAsked: false,
  off: null,
  failure: null,
  domain: 'reef.example',
  ...part,
})

describe('Enter in the box', () => {
  it.each<[string, Partial<FindView>, unknown]>([
    ['nothing', { kind: 'nothing' }, 'queue'],
    ['words', { kind: 'words', rows: [row('a')] }, 'queue'],
    ['words asked for, one', { kind: 'words', rows: [row('a')], isAsked: true }, { go: '/reports/a' }],
    ['words asked for, none', { kind: 'words', isAsked: true }, 'list'],
    ['a handle that is here', { rows: [row('a')] }, { go: '/reports/a' }],
    ['a handle that several begin with', { rows: [row('a'), row('b')], mayAsk: true }, 'ask'],
    ['a handle that is not here', { mayAsk: true }, 'ask'],
    ['a handle that is nowhere', { mayAsk: true, isAsked: true }, 'list'],
    ['an e-mail', { kind: 'email', rows: [row('a')], mayAsk: true }, 'ask'],
    [
      'an e-mail that was asked for',
      { kind: 'email', rows: [row('a')], mayAsk: true, isAsked: true },
      { go: '/reports/a' },
    ],
    ['a number of a case', { kind: 'number', rows: [row('a')] }, { go: '/reports/a' }],
    ['a number of two things', { kind: 'number', rows: [row('a'), row('b')] }, 'list'],
  ])('with %s', (_name, part, next) => expect(nextFor(view(part))).toEqual(next))
})

describe('the lines under the box', () => {
  it('never offer to put an e-mail or an IP into an address', () => {
    for (const kind of ['email', 'ip'] as const)
      expect(optionsFor(view({ kind, mayAsk: true })).map((option) => option.is)).toEqual(['ask'])
    expect(optionsFor(view({ kind: 'words', rows: [row('a')] })).map((option) => option.is)).toEqual([
      'found',
      'queue',
      'cases',
    ])
    expect(optionsFor(null)).toEqual([])
  })
})
