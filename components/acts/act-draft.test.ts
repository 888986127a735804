import { describe, expect, it } from 'vitest'
import type { Consequences } from '@/lib/features/acts/schema'
import {
  type ActDraft,
  askedIn,
  endIn,
  groundIn,
  missingEnd,
  missingGround,
  startingDraft,
  territoryIn,
  wrongTerritory,
} from './act-draft'

const consequences: Consequences = {
  kind: 'limit',
  down: null,
  off: null,
  lines: [],
  rules: [
    { id: '1', text: 'Be kind', isReported: false },
    { id: '2', text: 'No harassment', isReported: true },
  ],
  reports: [
    { id: '71', label: '@ibtisam' },
    { id: '72', label: '@tern' },
  ],
  mail: { isPossible: true, isOnByDefault: true, citedPosts: [] },
  needsGround: true,
  mayEnd: true,
  keep: { lines: [], reports: 2, posts: 3 },
  language: null,
}
const draft = startingDraft(consequences)
const having = (change: Partial<ActDraft>): ActDraft => ({ ...draft, ...change })

describe('a fresh panel', () => {
  it('has the reported rules chosen and the mail as the server says', () => {
    expect(draft).toMatchObject({
      groundKind: 'rule',
      ruleIds: ['2'],
      reportId: '71',
      sendsMail: true,
      source: 'report',
    })
  })
  it('never has the mail on where none can go', () => {
    const mail = { isPossible: false, isOnByDefault: true, citedPosts: [] }
    expect(startingDraft({ ...consequences, mail }).sendsMail).toBe(false)
  })
  it('asks for a law where the instance has no rules', () => {
    expect(startingDraft({ ...consequences, rules: [] }).groundKind).toBe('law')
    expect(startingDraft({ ...consequences, rules: [], needsGround: false }).groundKind).toBe('none')
  })
})

describe('the ground', () => {
  const cases: [string, Partial<ActDraft>, boolean, string | null][] = [
    ['a rule', {}, true, null],
    ['no rule chosen', { ruleIds: [] }, true, 'panel.ground.missingRule'],
    ['a law without why', { groundKind: 'law', law: 'Art. 6 DSA' }, true, 'panel.ground.missingLaw'],
    ['a law begun where none is needed', { groundKind: 'law', law: 'Art. 6 DSA' }, false, 'panel.ground.missingLaw'],
    ['a law and why', { groundKind: 'law', law: 'Art. 6 DSA', why: 'Threat, sec. 241' }, true, null],
    ['none where one is needed', { groundKind: 'none' }, true, 'panel.ground.missingRule'],
    ['none where none is needed', { groundKind: 'none' }, false, null],
  ]
  it.each(cases)('%s', (_, change, needsGround, missing) => {
    expect(missingGround(having(change), needsGround)).toBe(missing)
  })
  it('leaves out what belongs to the ground not chosen', () => {
    expect(groundIn(having({ groundKind: 'law', law: ' Art. 6 DSA ', why: 'Threat' }))).toEqual({
      kind: 'law',
      law: 'Art. 6 DSA',
      why: 'Threat',
    })
  })
})

describe('what is asked', () => {
  it('answers a report only with a warning', () => {
    expect(askedIn(having({ closesOthers: true }), consequences)).toMatchObject({ reportId: null, closesOthers: false })
    expect(askedIn(having({ closesOthers: true }), { ...consequences, kind: 'warn' })).toMatchObject({
      reportId: '71',
      closesOthers: true,
    })
  })
  it('drops a report that has gone meanwhile', () => {
    expect(askedIn(draft, { ...consequences, kind: 'warn', reports: [] }).reportId).toBeNull()
  })
})

const WRONG = 'panel.end.missing'

describe('the end', () => {
  const now = '2026-11-25T21:00:00Z'
  const cases: [string, Partial<ActDraft>, unknown, string | null][] = [
    ['none', {}, null, null],
    ['days', { endKind: '7' }, { kind: 'days', days: 7 }, null],
    ['a day ahead', { endKind: 'date', endOn: '2026-11-26' }, { kind: 'date', on: '2026-11-26' }, null],
    ['today, which has begun', { endKind: 'date', endOn: '2026-11-25' }, { kind: 'date', on: '2026-11-25' }, WRONG],
    ['too far', { endKind: 'date', endOn: '2028-01-01' }, { kind: 'date', on: '2028-01-01' }, WRONG],
    ['no day', { endKind: 'date', endOn: '' }, null, WRONG],
  ]
  it.each(cases)('%s', (_, change, end, missing) => {
    expect(endIn(having(change))).toEqual(end)
    expect(missingEnd(having(change), now)).toBe(missing)
  })
  it('is not asked for where an act can have none', () => {
    expect(askedIn(having({ endKind: '7' }), { ...consequences, kind: 'suspend', mayEnd: false }).end).toBeNull()
  })
})

describe('where a law applies', () => {
  it('is read from codes, and belongs to a law only', () => {
    expect(territoryIn(having({ groundKind: 'law', territory: 'de, FR  de;eu,' }))).toEqual(['DE', 'FR', 'EU'])
    expect(territoryIn(having({ groundKind: 'rule', territory: 'DE' }))).toEqual([])
    expect(wrongTerritory(having({ groundKind: 'law', territory: 'Germany' }))).toBe('panel.territoryWrong')
    expect(wrongTerritory(having({ groundKind: 'law', territory: '' }))).toBeNull()
  })
})

describe('keeping the posts', () => {
  it('mails nobody, and is not asked for where there is nothing to keep', () => {
    expect(askedIn(having({ keeps: true }), consequences)).toMatchObject({ keeps: true, sendsMail: false })
    expect(askedIn(having({ keeps: true }), { ...consequences, keep: null })).toMatchObject({
      keeps: false,
      sendsMail: true,
    })
  })
})
