import { describe, expect, it } from 'vitest'
import { type ActKind, isProvedBy, leavesSameTrace } from './model'
import { ACT_KINDS, type Change } from './schema'

describe('what proves an act', () => {
  const AT = new Date('2026-11-24T12:00:00Z')
  const KOFI = '7'
  const CHANGE: Change = { category: 'rule', ruleIds: ['2', '1'], from: { category: 'other', ruleIds: [] } }
  const act = (kind: ActKind, reportId: string | null = '1') => ({
    kind,
    actorRemoteId: KOFI,
    reportId,
    change: CHANGE,
    hasRival: false,
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
  const at = (seconds: number) => new Date(AT.getTime() + seconds * 1000)

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
      'the same, by a clock an hour behind: it was open right before',
      'warn',
      report({ isResolved: true, resolvedById: KOFI, resolvedAt: at(-3600) }),
      true,
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

  it.each<[ActKind, Parameters<typeof isProvedBy>[1]]>([
    ['resolve', report({ isResolved: true, resolvedById: KOFI })],
    ['warn', report({ isResolved: true, resolvedById: KOFI })],
    ['assign', report({ assignedId: KOFI })],
    ['limit', account({ isSilenced: true })],
    ['unlimit', account()],
  ])('%s is not proved by a trace that another act could have left, and still disproved by none', (kind, seen) => {
    expect(isProvedBy({ ...act(kind), hasRival: true }, seen)).toBeNull()
    const none = kind === 'unlimit' ? account({ isSilenced: true }) : kind === 'limit' ? account() : report()
    expect(isProvedBy({ ...act(kind), hasRival: true }, none)).toBe(kind === 'warn' ? null : false)
  })

  it('a warning without a report leaves no trace that could prove it', () => {
    const seen = report({ isResolved: true, resolvedById: KOFI, resolvedAt: at(5) })
    expect(isProvedBy(act('warn', null), seen)).toBeNull()
  })
})

describe('two acts that look the same afterwards', () => {
  const by = (kind: ActKind, reportId: string | null = null, personId = 'kofi') => ({ kind, reportId, personId })
  it.each<[ReturnType<typeof by>, ReturnType<typeof by>, boolean]>([
    [by('warn', '1'), by('warn', '1'), true],
    [by('warn', '1'), by('resolve', '1'), true],
    [by('warn', '1'), by('resolve', '2'), false],
    [by('warn', '1'), by('resolve', '1', 'ines'), false],
    [by('warn', '1'), by('suspend', '2'), true],
    [by('warn', '1'), by('unsuspend'), false],
    [by('resolve', '1'), by('limit'), true],
    [by('limit', '1'), by('limit', '2', 'ines'), true],
    [by('limit', '1'), by('suspend', '1'), false],
    [by('reopen', '1'), by('reopen', '1', 'ines'), true],
    [by('reopen', '1'), by('reopen', '2'), false],
    [by('assign', '1'), by('assign', '1', 'ines'), false],
    [by('assign', '1'), by('assign', '1'), true],
    [by('categorise', '1'), by('categorise', '1'), true],
  ])('%o and %o: %s', (one, other, isSame) => {
    expect(leavesSameTrace(one, other)).toBe(isSame)
  })
})
