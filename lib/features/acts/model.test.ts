import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ActKind,
  type ActState,
  isProvedBy,
  isReportAct,
  isUndoneByKey,
  isWaiting,
  mayMove,
  missingFor,
  neededFor,
  OPPOSITE,
  reasonOff,
  resolvesAllReports,
  waitsFor,
} from './model'
import { ACT_KINDS } from './schema'

const STATES: ActState[] = ['asked', 'sent', 'confirmed', 'notConfirmed', 'failed', 'cancelled']

describe('how an act moves', () => {
  const MOVES: Record<ActState, string> = {
    asked: 'sent failed cancelled',
    sent: 'confirmed notConfirmed failed',
    notConfirmed: 'confirmed failed',
    confirmed: '',
    failed: '',
    cancelled: '',
  }
  it.each(STATES)('from %s', (from) => {
    expect(STATES.filter((to) => mayMove(from, to)).toSorted()).toEqual(
      MOVES[from].split(' ').filter(Boolean).toSorted(),
    )
  })

  it('never back to where it could be sent again', () => {
    for (const from of STATES) expect([from, mayMove(from, 'asked')]).toEqual([from, false])
    expect(STATES.filter((from) => mayMove(from, 'sent'))).toEqual(['asked'])
    expect(STATES.filter(isWaiting)).toEqual(['asked', 'sent'])
  })
})

describe('what an act is', () => {
  //                    report  all     key    needs
  const TABLE: Record<ActKind, [boolean, boolean, boolean, string, ActKind | null]> = {
    assign: [true, false, true, 'manage_reports', 'unassign'],
    unassign: [true, false, true, 'manage_reports', 'assign'],
    resolve: [true, false, true, 'manage_reports', 'reopen'],
    reopen: [true, false, true, 'manage_reports', 'resolve'],
    warn: [false, false, false, 'manage_users manage_reports', null],
    limit: [false, true, true, 'manage_users manage_reports', 'unlimit'],
    suspend: [false, true, true, 'manage_users manage_reports', 'unsuspend'],
    unlimit: [false, false, false, 'manage_users', 'limit'],
    unsuspend: [false, false, false, 'manage_users', 'suspend'],
  }
  it.each(ACT_KINDS)('%s', (kind) => {
    expect([
      isReportAct(kind),
      resolvesAllReports(kind),
      isUndoneByKey(kind),
      neededFor(kind).join(' '),
      OPPOSITE[kind] ?? null,
    ]).toEqual(TABLE[kind])
  })

  it('the opposite of the opposite is the act itself', () => {
    for (const [kind, opposite] of Object.entries(OPPOSITE)) expect(OPPOSITE[opposite]).toBe(kind)
  })
})

describe('what an act lacks', () => {
  it.each<[ActKind, string, string | null]>([
    ['assign', '', 'noManageReports'],
    ['assign', 'manage_reports', null],
    ['warn', 'manage_reports', 'noManageUsers'],
    ['warn', 'manage_users', 'noManageReports'],
    ['warn', 'manage_users manage_reports', null],
    ['unlimit', 'manage_users', null],
    ['unsuspend', 'manage_reports', 'noManageUsers'],
  ])('%s with %j: %s', (kind, held, missing) => {
    expect(missingFor(kind, (permission) => held.split(' ').includes(permission))).toBe(missing)
  })
})

describe('what an act waits for', () => {
  const WAITS: Record<ActKind, ActKind[]> = {
    assign: ['assign', 'unassign'],
    unassign: ['assign', 'unassign'],
    resolve: ['resolve', 'reopen', 'limit', 'suspend'],
    reopen: ['resolve', 'reopen', 'limit', 'suspend'],
    warn: ['warn', 'limit', 'suspend', 'unlimit', 'unsuspend'],
    limit: ['resolve', 'reopen', 'warn', 'limit', 'suspend', 'unlimit', 'unsuspend'],
    suspend: ['resolve', 'reopen', 'warn', 'limit', 'suspend', 'unlimit', 'unsuspend'],
    unlimit: ['warn', 'limit', 'suspend', 'unlimit', 'unsuspend'],
    unsuspend: ['warn', 'limit', 'suspend', 'unlimit', 'unsuspend'],
  }
  it.each(ACT_KINDS)('%s', (kind) => {
    expect(ACT_KINDS.filter((other) => waitsFor(kind, [other]))).toEqual(WAITS[kind])
  })

  it('is mutual, and nothing waits for nothing', () => {
    for (const a of ACT_KINDS) {
      expect(waitsFor(a, [])).toBe(false)
      for (const b of ACT_KINDS) expect([a, b, waitsFor(a, [b])]).toEqual([a, b, waitsFor(b, [a])])
    }
  })
})

const FINE = {
  holds: () => true,
  isCaseOpen: true,
  isStopped: false,
  isWaiting: false,
  isSelf: false,
  hasToken: true,
  isOwnedByYou: false,
  isSuspended: false,
  isLimited: false,
}

describe('why a button is off', () => {
  it.each<[ActKind, Partial<typeof FINE>, string | null]>([
    ['assign', {}, null],
    ['assign', { isCaseOpen: false }, 'closed'],
    ['unassign', {}, 'ownedByOther'],
    ['unassign', { isOwnedByYou: true }, null],
    ['resolve', {}, null],
    ['resolve', { isCaseOpen: false }, 'closed'],
    ['reopen', {}, 'open'],
    ['reopen', { isCaseOpen: false }, null],
    ['warn', {}, null],
    ['warn', { isCaseOpen: false }, null],
    ['warn', { isSuspended: true, isLimited: true }, null],
    ['warn', { isSelf: true }, 'notYourself'],
    ['assign', { isSelf: true }, null],
    ['limit', {}, null],
    ['limit', { isLimited: true }, 'alreadyLimited'],
    ['limit', { isSuspended: true }, 'alreadySuspended'],
    ['limit', { isSuspended: true, isLimited: true }, 'alreadySuspended'],
    ['suspend', {}, null],
    ['suspend', { isLimited: true }, null],
    ['suspend', { isSuspended: true }, 'alreadySuspended'],
    ['unlimit', {}, 'notLimited'],
    ['unlimit', { isLimited: true }, null],
    ['unsuspend', {}, 'notSuspended'],
    ['unsuspend', { isSuspended: true }, null],
    ['limit', { isWaiting: true, isLimited: true }, 'waiting'],
    ['limit', { isWaiting: true, isSelf: true }, 'notYourself'],
  ])('%s, %j: %s', (kind, situation, why) => {
    expect(reasonOff({ kind, ...FINE, ...situation })).toBe(why)
  })

  it('whatever else holds: a stop comes first, then the sign-in, then the permission', () => {
    const flags = fc.record({
      isCaseOpen: fc.boolean(),
      isWaiting: fc.boolean(),
      isSelf: fc.boolean(),
      isOwnedByYou: fc.boolean(),
      isSuspended: fc.boolean(),
      isLimited: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.constantFrom(...ACT_KINDS), flags, (kind, given) => {
        const nobody = { kind, ...FINE, ...given, holds: () => false, hasToken: false }
        expect(reasonOff({ ...nobody, isStopped: true })).toBe('stopped')
        expect(reasonOff(nobody)).toBe('signInAgain')
        expect(reasonOff({ ...nobody, hasToken: true })).toMatch(/^noManage/)
      }),
    )
  })
})

describe('what proves an act', () => {
  const ASKED = new Date('2026-11-24T12:00:00Z')
  const KOFI = '7'
  const act = (kind: ActKind, reportId: string | null = '1') => ({
    kind,
    actorRemoteId: KOFI,
    askedAt: ASKED,
    reportId,
  })
  const report = (given: object = {}) => ({
    account: null,
    report: { isResolved: false, assignedId: null, resolvedById: null, resolvedAt: null, ...given },
  })
  const account = (given: object = {}) => ({
    account: { isSuspended: false, isSilenced: false, ...given },
    report: null,
  })
  const NOTHING = { account: null, report: null }
  const at = (seconds: number) => new Date(ASKED.getTime() + seconds * 1000)

  it.each<[string, ActKind, Parameters<typeof isProvedBy>[1], boolean | null]>([
    ['assigned to the person', 'assign', report({ assignedId: KOFI }), true],
    ['assigned to another', 'assign', report({ assignedId: '8' }), false],
    ['assigned to nobody', 'unassign', report(), true],
    ['still assigned', 'unassign', report({ assignedId: KOFI }), false],
    ['resolved', 'resolve', report({ isResolved: true }), true],
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
