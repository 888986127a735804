import { describe, expect, it } from 'vitest'
import { has, missingFrom, PERMISSIONS, parsePermissions, permissionBits } from './permissions'

// The masks of the seed roles as recorded from 4.6.5.
const MODERATOR = '1115420'
const NOBODY = '65536'
const OWNER = '8388607'

describe('permissions', () => {
  it('of a stock moderator', () => {
    const granted = PERMISSIONS.filter((permission) => has(parsePermissions(MODERATOR), permission))
    expect(granted.join(' ')).toBe(
      'view_audit_log view_dashboard manage_reports manage_taxonomies manage_users invite_users view_feeds',
    )
  })

  it('of an ordinary person', () => {
    expect(PERMISSIONS.filter((permission) => has(parsePermissions(NOBODY), permission))).toEqual(['invite_users'])
  })

  it('of an owner are all, also those that a server does not know yet', () => {
    expect(missingFrom(parsePermissions(OWNER), PERMISSIONS)).toEqual([])
    expect(missingFrom(permissionBits(['administrator']), PERMISSIONS)).toEqual([])
  })

  it('are read as integers of any length', () => {
    expect(parsePermissions('18446744073709551616')).toBe(2n ** 64n)
  })

  it.each(['', '-1', '1.5', '0x10', 'all', null, undefined])('are none when %j is sent', (sent) => {
    expect(parsePermissions(sent)).toBe(0n)
  })

  it('that are missing are named', () => {
    const bits = permissionBits(['manage_reports'])
    expect(missingFrom(bits, ['manage_users', 'manage_reports'])).toEqual(['manage_users'])
  })
})
