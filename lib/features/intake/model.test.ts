import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { essenceOf, foldReports, type ReportFacts } from './model'

const HARL = { acct: 'harl', displayName: 'Harl H.' }
const at = (hour: number) => new Date(Date.UTC(2026, 10, 24, hour))
const report = (given: Partial<ReportFacts> = {}): ReportFacts => ({
  remoteId: '1',
  sequence: 1n,
  category: 'other',
  comment: '',
  createdAt: at(1),
  isResolved: false,
  reporterId: '5',
  reporterDomain: null,
  rules: [],
  pictureCount: 0,
  ...given,
})

describe('the row of the queue', () => {
  it('is nothing without a report', () => {
    expect(foldReports([], HARL)).toBeNull()
  })

  it('counts the open reports by category, reporter and server', () => {
    const reports = [
      report({ remoteId: '1', category: 'spam', reporterId: '5' }),
      report({
        remoteId: '2',
        category: 'rule',
        reporterId: '6',
        reporterDomain: 'harbour.example',
        rules: [{ id: '2', text: '' }],
      }),
      report({
        remoteId: '3',
        category: 'rule',
        reporterId: '6',
        reporterDomain: 'harbour.example',
        rules: [
          { id: '2', text: '' },
          { id: '3', text: '' },
        ],
      }),
      report({ remoteId: '4', category: 'legal', reporterId: '7', reporterDomain: 'cove.example' }),
      report({ remoteId: '5', category: 'legal', reporterId: '8', isResolved: true }),
    ]
    expect(foldReports(reports, HARL)).toMatchObject({
      openCount: 4,
      spamCount: 1,
      legalCount: 1,
      ruleCount: 2,
      otherCount: 0,
      ruleLabels: ['2', '3'],
      reporterCount: 3,
      serverCount: 3,
    })
  })

  it('counts the resolved ones when none is open', () => {
    const reports = [report({ isResolved: true }), report({ remoteId: '2', isResolved: true, category: 'spam' })]
    expect(foldReports(reports, HARL)).toMatchObject({ openCount: 0, spamCount: 1, otherCount: 1 })
  })

  it('is as old as its oldest open report', () => {
    const reports = [
      report({ remoteId: '3', createdAt: at(5) }),
      report({ remoteId: '1', createdAt: at(1), isResolved: true }),
      report({ remoteId: '2', createdAt: at(3) }),
    ]
    expect(foldReports(reports, HARL)).toMatchObject({ oldestAt: at(3), latestAt: at(5), latestReportId: '3' })
  })

  it('shows the latest comment that says something', () => {
    const reports = [
      report({ remoteId: '1', createdAt: at(1), comment: 'First' }),
      report({ remoteId: '2', createdAt: at(2), comment: 'Second' }),
      report({ remoteId: '3', createdAt: at(3), comment: '  \n ' }),
    ]
    expect(foldReports(reports, HARL)?.latestComment).toBe('Second')
    expect(foldReports([report()], HARL)?.latestComment).toBe('')
  })

  it('cuts a long comment, and no letter of it in two', () => {
    const comment = `${'x'.repeat(399)}🦈`
    expect(foldReports([report({ comment })], HARL)?.latestComment).toBe('x'.repeat(399))
    expect(
      foldReports([report({ comment: `${comment}y` })], { acct: '', displayName: 'x'.repeat(19_598) })?.searchText,
    ).toMatch(/x$/)
  })

  it('tells of the most pictures that one report has', () => {
    const reports = [report({ pictureCount: 2 }), report({ remoteId: '2', pictureCount: 4 })]
    expect(foldReports(reports, HARL)?.pictureCount).toBe(4)
  })

  it('is found by handle, name and comments, in any case', () => {
    const text = foldReports([report({ comment: 'ΣΊΣΥΦΟΣ says NO' })], HARL)?.searchText
    expect(text).toBe('harl\nharl h.\nσίσυφος says no')
  })

  it('does not depend on the order in which the reports came in', () => {
    const facts = fc.record({
      remoteId: fc.uuid(),
      sequence: fc.bigInt({ min: 1n, max: 1000n }),
      category: fc.constantFrom('spam', 'legal', 'rule', 'other', 'unheard of'),
      comment: fc.string({ maxLength: 5 }),
      createdAt: fc.integer({ min: 0, max: 1e12 }).map((ms) => new Date(ms)),
      isResolved: fc.boolean(),
      reporterId: fc.constantFrom('5', '6', '7'),
      reporterDomain: fc.constantFrom(null, 'harbour.example', 'cove.example'),
      rules: fc.array(fc.record({ id: fc.constantFrom('1', '2'), text: fc.constant('') }), { maxLength: 2 }),
      pictureCount: fc.nat(4),
    })
    const withoutTies = fc.uniqueArray(facts, {
      minLength: 1,
      maxLength: 8,
      selector: (one) => one.createdAt.getTime(),
    })
    fc.assert(
      fc.property(withoutTies, fc.nat(), (reports, seed) => {
        const shuffled = reports.map((one, n) => [(n * 7919 + seed) % 97, one] as const).toSorted(([a], [b]) => a - b)
        const [one, other] = [reports, shuffled.map(([, r]) => r)].map((list) => {
          const fold = foldReports(list, HARL)
          return fold && { ...fold, ruleLabels: fold.ruleLabels.toSorted(), searchText: '' }
        })
        expect(other).toEqual(one)
      }),
    )
  })
})

describe('what makes a screen stale', () => {
  const facts = { remoteId: '1', category: 'other', isResolved: false, assignedId: null }
  const harl = { isSuspended: false, isSilenced: false, isDisabled: false, isSensitized: false }
  const plain = essenceOf([facts], harl)

  it.each<[string, () => string]>([
    ['a new report', () => essenceOf([facts, { ...facts, remoteId: '2' }], harl)],
    ['a report that is gone', () => essenceOf([], harl)],
    ['its category', () => essenceOf([{ ...facts, category: 'spam' }], harl)],
    ['its state', () => essenceOf([{ ...facts, isResolved: true }], harl)],
    ['who has it', () => essenceOf([{ ...facts, assignedId: '7' }], harl)],
    ['a suspension', () => essenceOf([facts], { ...harl, isSuspended: true })],
    ['a limit', () => essenceOf([facts], { ...harl, isSilenced: true })],
    ['a frozen login', () => essenceOf([facts], { ...harl, isDisabled: true })],
    ['an account marked sensitive', () => essenceOf([facts], { ...harl, isSensitized: true })],
  ])('%s', (_label, changed) => {
    expect(changed()).not.toBe(plain)
  })

  it('is neither the order of the reports nor anything else about them', () => {
    const other = { ...facts, remoteId: '2' }
    expect(essenceOf([facts, other], harl)).toBe(essenceOf([other, facts], harl))
    const busier = { ...facts, comment: 'new', seenAt: at(2) }
    expect(essenceOf([busier], Object.assign({ followerCount: 9 }, harl))).toBe(plain)
  })
})
