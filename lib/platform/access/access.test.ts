import { describe, expect, it } from 'vitest'
import {
  type Actor,
  can,
  type GuestRole,
  isRole,
  nameOf,
  PERMISSIONS,
  type Permission,
  permissionsOf,
  type PersonActor,
  ROLES,
  type Role,
} from './access'

const person = (...roles: Role[]): PersonActor => ({
  kind: 'person',
  id: '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d',
  instanceId: '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1e',
  remoteId: '7',
  name: 'nadia',
  roles,
  // Whatever Mastodon allows: the console's own table decides what may be done here.
  mastodon: (1n << 23n) - 1n,
})

/** Written out: a permission that somebody adds is nobody's until it stands here too. */
const MAY: Record<Permission, string> = {
  'report.read': 'moderator legal privacy childSafety owner',
  'report.act': 'moderator owner',
  'case.note': 'moderator legal privacy childSafety owner',
  'case.export': 'legal owner lawyer',
  'case.work': 'moderator legal privacy childSafety owner',
  'paper.read': 'moderator legal privacy childSafety owner lawyer',
  'notice.read': 'moderator legal owner',
  'notice.work': 'moderator legal owner',
  'notice.decide': 'legal owner',
  'strike.decide': 'owner',
  'agent.manage': 'legal owner',
  'edge.manage': 'owner',
  'calendar.write': 'owner',
  'media.uncover': 'moderator legal owner',
  'people.read': 'moderator legal privacy childSafety owner',
  'people.contact': 'moderator privacy owner',
  'safety.stop': 'moderator legal privacy childSafety owner',
  'safety.read': 'childSafety owner',
  'audit.read': 'legal owner auditor',
  'hold.read': 'legal owner lawyer auditor',
  'hold.manage': 'legal owner',
  'retention.read': 'legal privacy owner lawyer auditor',
  'retention.manage': 'owner',
  'erasure.manage': 'privacy owner',
  'settings.read': 'moderator legal privacy childSafety owner auditor',
  'instance.connect': 'owner',
  'archive.read': 'owner',
  'staff.manage': 'owner',
  'case.share': 'legal owner',
  'room.read': 'legal owner lawyer',
  'counsel.read': 'legal owner lawyer',
  'counsel.write': 'legal lawyer',
  'self.enter': 'moderator legal privacy childSafety owner lawyer auditor',
  'self.manage': 'moderator legal privacy childSafety owner lawyer auditor',
  'mirror.write': '',
  'notice.file': '',
  setup: '',
  signIn: '',
}

describe('what a role may do', () => {
  it.each(PERMISSIONS.map((permission) => [permission, MAY[permission]] as const))('%s: %s', (permission, who) => {
    expect(ROLES.filter((role) => can(person(role), permission)).join(' ')).toBe(who)
  })

  it('adds up over the roles of a person, and gives nothing to a person without any', () => {
    expect(can(person('lawyer', 'auditor'), 'audit.read')).toBe(true)
    expect(can(person('lawyer', 'auditor'), 'report.read')).toBe(false)
    expect(permissionsOf(person())).toEqual([])
  })

  it('lets nobody act, note or uncover who may not read', () => {
    for (const role of ROLES) {
      const permissions = permissionsOf(person(role))
      const works = permissions.some((p) => ['report.act', 'case.note', 'media.uncover', 'safety.stop'].includes(p))
      expect([role, works && !permissions.includes('report.read')]).toEqual([role, false])
    }
  })
})

describe('a guest', () => {
  const guest = (role: GuestRole): Actor => ({
    kind: 'guest',
    id: '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d',
    instanceId: '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1e',
    name: 'Amara Reyes (guest)',
    role,
    endsAt: new Date('2026-12-24T00:00:00Z'),
  })
  it.each<[GuestRole, string]>([
    ['lawyer', 'case.export paper.read room.read counsel.read counsel.write self.enter'],
    ['auditor', 'room.read self.enter'],
  ])('%s may %s and nothing else', (role, permissions) => {
    expect(PERMISSIONS.filter((permission) => can(guest(role), permission)).join(' ')).toBe(permissions)
  })
})

describe('who is no person', () => {
  it.each([
    [{ kind: 'public', address: '203.0.113.9' } as const, ['notice.file', 'signIn']],
    [{ kind: 'setup' } as const, ['setup', 'signIn']],
    [{ kind: 'system', name: 'mirror' } as const, ['mirror.write', 'report.read']],
  ])('%j may %j and nothing else', (actor, permissions) => {
    expect(PERMISSIONS.filter((permission) => can(actor, permission)).toSorted()).toEqual(permissions.toSorted())
  })

  it('has a name in the audit that no person can have', () => {
    expect(nameOf({ kind: 'system', name: 'mirror' })).toBe('docket:mirror')
    expect(nameOf({ kind: 'public', address: '203.0.113.9' })).toBe('public')
    expect(nameOf(person('legal'))).toBe('nadia')
  })
})

it.each(['admin', 'Owner', 'constructor', '__proto__', ''])('%j is no role', (text) => {
  expect(isRole(text)).toBe(false)
})
