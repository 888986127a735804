import { describe, expect, it } from 'vitest'
import { permissionBits } from '@/lib/integrations/mastodon/schema/permissions'
import { actorOf, becomesOwner, mayModerate, rolesOf } from './model'

const REPORTS = permissionBits(['manage_reports']).toString()
const ADMIN = permissionBits(['administrator']).toString()

describe('the roles of a person', () => {
  it.each([
    [[], '0', []],
    [[], REPORTS, ['moderator']],
    [[], ADMIN, ['moderator']],
    [['owner'], '0', ['owner']],
    [['owner', 'legal'], REPORTS, ['moderator', 'owner', 'legal']],
    // Nobody is a moderator because somebody wrote so here.
    [['moderator'], '0', []],
    [['moderator'], REPORTS, ['moderator']],
    [['admin', 'constructor', ''], '0', []],
    [['auditor'], '', ['auditor']],
  ])('given %j and permissions %s: %j', (roles, permissions, expected) => {
    expect(rolesOf({ roles, permissions })).toEqual(expected)
  })

  it('come with the bits as Mastodon gave them, also beyond what a number holds', () => {
    const bits = (1n << 70n) | BigInt(REPORTS)
    const person = { id: 'p', instanceId: 'i', remoteId: '7', acct: 'kofi', roles: [], permissions: bits.toString() }
    expect(actorOf(person)).toMatchObject({ kind: 'person', name: 'kofi', roles: ['moderator'], mastodon: bits })
  })

  it('need the permission to manage reports, or to do everything', () => {
    expect([REPORTS, ADMIN, permissionBits(['manage_users']).toString(), '0', ''].map(mayModerate)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
  })
})

describe('who becomes owner', () => {
  const kofi = {
    isOwnerMissing: true,
    holdsSetup: false,
    namedOwner: null,
    acct: 'kofi',
    domain: 'reef.example',
    permissions: REPORTS,
  }
  it.each<[string, Partial<Parameters<typeof becomesOwner>[0]>, boolean]>([
    ['nobody, just by signing in first', {}, false],
    ['whoever has the code', { holdsSetup: true }, true],
    ['whoever has the code, but may not manage reports', { holdsSetup: true, permissions: '0' }, false],
    ['nobody else, once there is one', { holdsSetup: true, isOwnerMissing: false }, false],
    ['the named one', { namedOwner: 'kofi' }, true],
    ['the named one, with @', { namedOwner: '@kofi' }, true],
    ['the named one, in full', { namedOwner: '@Kofi@Reef.Example' }, true],
    ['the named one of another server', { namedOwner: 'kofi@harbour.example' }, false],
    ['another one', { namedOwner: 'ines' }, false],
    ['the named one, but not without the right', { namedOwner: 'kofi', permissions: '0' }, false],
    ['the named one, but not after the first', { namedOwner: 'kofi', isOwnerMissing: false }, false],
    ['nobody by an empty setting', { namedOwner: '' }, false],
  ])('%s', (_label, given, expected) => {
    expect(becomesOwner({ ...kofi, ...given })).toBe(expected)
  })
})
