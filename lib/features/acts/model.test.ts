import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ActKind,
  type ActState,
  isReportAct,
  isUndoneByKey,
  isWaiting,
  mayMove,
  missingFor,
  neededFor,
  OPPOSITE,
  type Rank,
  reasonOff,
  resolvesAllReports,
  waitsFor,
} from './model'
import { ACT_KINDS } from './schema'

const STATES: ActState[] = ['asked', 'sent', 'confirmed', 'notConfirmed', 'failed', 'cancelled']

describe('how an act moves', () => {
  const MOVES: Record<ActState, string> = {
    asked: 'sent failed cancelled',
    sent: 'confirmed notConfirmed failed asked',
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

  it('back to where it could be sent again only from a call of which it is certain that it was not acted on', () => {
    expect(STATES.filter((from) => mayMove(from, 'asked'))).toEqual(['sent'])
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
    categorise: [true, false, true, 'manage_reports', 'categorise'],
    warn: [false, false, false, 'manage_users manage_reports', null],
    limit: [false, true, true, 'manage_users manage_reports', 'unlimit'],
    suspend: [false, true, true, 'manage_users manage_reports', 'unsuspend'],
    unlimit: [false, false, false, 'manage_users', 'limit'],
    unsuspend: [false, false, false, 'manage_users', 'suspend'],
    freeze: [false, true, true, 'manage_users manage_reports', 'unfreeze'],
    markSensitive: [false, true, true, 'manage_users manage_reports', 'unmarkSensitive'],
    unfreeze: [false, false, false, 'manage_users', 'freeze'],
    unmarkSensitive: [false, false, false, 'manage_users', 'markSensitive'],
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
  const HARSH: ActKind[] = ['limit', 'suspend', 'freeze', 'markSensitive']
  const GENTLE: ActKind[] = ['unlimit', 'unsuspend', 'unfreeze', 'unmarkSensitive']
  const ACCOUNT: ActKind[] = ['warn', ...HARSH, ...GENTLE]
  const [assigning, closing]: ActKind[][] = [
    ['assign', 'unassign'],
    ['resolve', 'reopen', ...HARSH],
  ]
  const WAITS: Record<ActKind, ActKind[] | undefined> = {
    assign: assigning,
    unassign: assigning,
    resolve: closing,
    reopen: closing,
    categorise: ['categorise'],
    warn: ACCOUNT,
    limit: ['resolve', 'reopen', ...ACCOUNT],
    suspend: ['resolve', 'reopen', ...ACCOUNT],
    freeze: ['resolve', 'reopen', ...ACCOUNT],
    markSensitive: ['resolve', 'reopen', ...ACCOUNT],
    unlimit: ACCOUNT,
    unsuspend: ACCOUNT,
    unfreeze: ACCOUNT,
    unmarkSensitive: ACCOUNT,
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
  isParty: false,
  earlier: 'none' as 'none' | 'onItsWay' | 'waits',
  isSelf: false,
  hasToken: true,
  isOwnedByYou: false,
  rank: 'below' as Rank,
  isLocal: true,
  isSuspended: false,
  isSilenced: false,
  isDisabled: false,
  isSensitized: false,
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
    ['warn', { isSuspended: true, isSilenced: true }, null],
    ['warn', { isSelf: true }, 'notYourself'],
    ['assign', { isSelf: true }, null],
    ['limit', {}, null],
    ['limit', { isSilenced: true }, 'alreadyLimited'],
    ['limit', { isSuspended: true }, 'alreadySuspended'],
    ['limit', { isSuspended: true, isSilenced: true }, 'alreadySuspended'],
    ['suspend', {}, null],
    ['suspend', { isSilenced: true }, null],
    ['suspend', { isSuspended: true }, 'alreadySuspended'],
    ['unlimit', {}, 'notLimited'],
    ['unlimit', { isSilenced: true }, null],
    ['unsuspend', {}, 'notSuspended'],
    ['unsuspend', { isSuspended: true }, null],
    ['freeze', {}, null],
    ['freeze', { isSuspended: true }, null],
    ['freeze', { isDisabled: true }, 'alreadyFrozen'],
    ['freeze', { isLocal: false }, 'signsInElsewhere'],
    ['unfreeze', {}, 'notFrozen'],
    ['unfreeze', { isDisabled: true }, null],
    ['unfreeze', { isLocal: false }, 'signsInElsewhere'],
    ['markSensitive', {}, null],
    ['markSensitive', { isLocal: false }, null],
    ['markSensitive', { isSensitized: true }, 'alreadySensitive'],
    ['markSensitive', { isSuspended: true }, 'alreadySuspended'],
    ['unmarkSensitive', {}, 'notSensitive'],
    ['unmarkSensitive', { isSensitized: true }, null],
    ['categorise', { isCaseOpen: false }, null],
    ['limit', { rank: 'above' }, 'higherRole'],
    ['limit', { rank: 'same', earlier: 'onItsWay' }, 'sameRole'],
    ['limit', { rank: 'unknown' }, null],
    ['warn', { rank: 'above' }, null],
    ['unlimit', { rank: 'above', isSilenced: true }, null],
    ['resolve', { rank: 'above' }, null],
    ['limit', { earlier: 'onItsWay', isSilenced: true }, 'waiting'],
    ['limit', { earlier: 'waits', isSilenced: true }, 'waitsForMastodon'],
    ['limit', { earlier: 'onItsWay', isSelf: true }, 'notYourself'],
  ])('%s, %j: %s', (kind, situation, why) => {
    expect(reasonOff({ kind, ...FINE, ...situation })).toBe(why)
  })

  it('whatever else holds: a stop comes first, then the sign-in, then the permission', () => {
    const flags = fc.record({
      isCaseOpen: fc.boolean(),
      earlier: fc.constantFrom('none', 'onItsWay', 'waits'),
      isSelf: fc.boolean(),
      isOwnedByYou: fc.boolean(),
      isSuspended: fc.boolean(),
      isSilenced: fc.boolean(),
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
