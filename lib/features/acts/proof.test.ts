import { describe, expect, it } from 'vitest'
import { type ActKind, isProvedBy } from './model'
import { ACT_KINDS, type Change } from './schema'

describe('what proves an act', () => {
  const ASKED = new Date('2026-11-24T12:00:00Z')
  const KOFI = '7'
  const CHANGE: Change = { category: 'rule', ruleIds: ['2', '1'], from: { category: 'other', ruleIds: [] } }
  const act = (kind: ActKind, reportId: string | null = '1') => ({
    kind,
    actorRemoteId: KOFI,
    askedAt: ASKED,
    reportId,
    change: CHANGE,
  })
  const OPEN = {
    isResolved: false,
    assignedId: null,
    resolvedById: null,
    resolvedAt: null,
    category: 'other',
    rules: [],
  }
  const report = (given: object = {}) => ({
    account: null,
    report: { ...OPEN, ...given },
  })
  const account = (given: object = {}) => ({
    account: { isSuspended: false, isSilenced: false, isDisabled: false, isSensitized: false, ...given },
    report: null,
  })
  const NOTHING = { account: null, report: null }
  const at = (seconds: number) => new Date(ASKED.getTime() + seconds * 1000)

  it.each<[string, ActKind, Parameters<typeof isProvedBy>[1], boolean | null]>([
    ['assigned to the person', 'assign', report({ assignedId: KOFI }), true],
    ['assigned to another', 'assign', report({ assignedId: '8' }), false],
    ['assigned to nobody', 'unassign', report(), true],
    ['still assigned', 'unassign', report({ assignedId: KOFI }), false],
    ['resolved by the person', 'resolve', report({ isResolved: true, resolvedById: KOFI, resolvedAt: at(5) }), true],
    [
      'the same, by a clock an hour behind',
      'resolve',
      report({ isResolved: true, resolvedById: KOFI, resolvedAt: at(-3600) }),
      true,
    ],
    [
      'resolved by another meanwhile',
      'resolve',
      report({ isResolved: true, resolvedById: '8', resolvedAt: at(5) }),
      false,
    ],
    ['resolved by nobody knows whom', 'resolve', report({ isResolved: true }), false],
    ['still open', 'resolve', report(), false],
    ['open', 'reopen', report(), true],
    ['still resolved', 'reopen', report({ isResolved: true }), false],
    ['limited', 'limit', account({ isSilenced: true }), true],
    ['not limited', 'limit', account(), false],
    ['suspended', 'suspend', account({ isSuspended: true }), true],
    ['limited only', 'suspend', account({ isSilenced: true }), false],
    ['no longer limited', 'unlimit', account(), true],
    ['still limited', 'unlimit', account({ isSilenced: true }), false],
    ['no longer suspended', 'unsuspend', account(), true],
    ['still suspended', 'unsuspend', account({ isSuspended: true }), false],
    ['frozen', 'freeze', account({ isDisabled: true }), true],
    ['still frozen', 'unfreeze', account({ isDisabled: true }), false],
    ['marked', 'markSensitive', account({ isSensitized: true }), true],
    ['no longer marked', 'unmarkSensitive', account(), true],
    ['the category and rules', 'categorise', report({ category: 'rule', rules: [{ id: '1' }, { id: '2' }] }), true],
    ['one rule only', 'categorise', report({ category: 'rule', rules: [{ id: '1' }] }), false],
    ['another category', 'categorise', report(), false],
    [
      'the report resolved by the person afterwards',
      'warn',
      report({ isResolved: true, resolvedById: KOFI, resolvedAt: at(5) }),
      true,
    ],
    [
      'the same, by a clock half a minute behind',
      'warn',
      report({ isResolved: true, resolvedById: KOFI, resolvedAt: at(-30) }),
      true,
    ],
    [
      'resolved by the person long before',
      'warn',
      report({ isResolved: true, resolvedById: KOFI, resolvedAt: at(-3600) }),
      null,
    ],
    ['resolved by another', 'warn', report({ isResolved: true, resolvedById: '8', resolvedAt: at(5) }), null],
    ['resolved by nobody knows whom', 'warn', report({ isResolved: true, resolvedAt: at(5) }), null],
    ['an open report', 'warn', report(), null],
    ['nothing', 'warn', NOTHING, null],
  ])('%s after %s', (_label, kind, seen, proved) => {
    expect(isProvedBy(act(kind), seen)).toBe(proved)
  })

  it.each(ACT_KINDS)('%s is neither proved nor disproved where nothing was seen', (kind) => {
    expect(isProvedBy(act(kind), NOTHING)).toBeNull()
  })

  it('a warning without a report leaves no trace that could prove it', () => {
    const seen = report({ isResolved: true, resolvedById: KOFI, resolvedAt: at(5) })
    expect(isProvedBy(act('warn', null), seen)).toBeNull()
  })
})
