import { beforeAll, describe, expect, it } from 'vitest'
import { TEST_KEY } from '@/lib/testing/key'
import { seal } from '../vault/seal'
import { sessionCookie, setupCookie } from './session'
import { isSetupCookie, makeSetupCookie } from './setup'

beforeAll(() => {
  Object.assign(process.env, {
    DATABASE_URL: 'postgres://nowhere.test/docket',
    DOCKET_KEY: TEST_KEY.toString('base64url'),
  })
})

const NOON = new Date('2026-11-24T12:00:00Z')
const after = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000)

describe('the cookie of whoever knew the code', () => {
  it('counts for two hours', () => {
    const cookie = makeSetupCookie(NOON)
    expect([0, 60, 119, 120, 180].map((minutes) => isSetupCookie(cookie, after(minutes)))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ])
  })

  it('cannot be made without the key, nor from another sealed text', () => {
    const forever = String(after(1e6).getTime())
    const made = (key: Buffer, purpose: 'setup cookie' | 'token') =>
      Buffer.from(seal(key, purpose, 'setup', forever)).toString('base64url')
    expect(isSetupCookie(made(TEST_KEY, 'setup cookie'), NOON)).toBe(true)
    expect(isSetupCookie(made(Buffer.alloc(32, 1), 'setup cookie'), NOON)).toBe(false)
    expect(isSetupCookie(made(TEST_KEY, 'token'), NOON)).toBe(false)
  })

  it.each([undefined, '', 'x', '%', 'AAAA', `${makeText()}`])('is not %j', (cookie) => {
    expect(isSetupCookie(cookie, NOON)).toBe(false)
  })
})

function makeText(): string {
  return Buffer.from(String(after(1e6).getTime())).toString('base64url')
}

it('the cookies carry the prefix that browsers hold to https only', () => {
  expect([sessionCookie(false), setupCookie(false)]).toEqual(['next-auth.session-token', 'docket-setup'])
  expect([sessionCookie(true), setupCookie(true)]).toEqual(['__Secure-next-auth.session-token', '__Host-docket-setup'])
})
