import { describe, expect, it } from 'vitest'
import { readEnv, readKey } from './env'

const KEY = Buffer.alloc(32, 5)
const LEAST = {
  DATABASE_URL: 'postgres://localhost/docket',
  DOCKET_KEY: KEY.toString('base64url'),
  NODE_ENV: 'test',
} as const

describe('what the launcher hands over', () => {
  it('has a sensible rest when only the least is there', () => {
    expect(readEnv(LEAST)).toEqual({
      databaseUrl: 'postgres://localhost/docket',
      dataDir: '.data',
      url: 'http://localhost:3000',
      key: KEY,
      vaultKey: null,
      formerKey: null,
      formerVaultKeys: [],
      vaultFolder: '.data/vault',
      smtp: null,
      bucket: null,
      setupCode: null,
      owner: null,
      mastodonUrl: null,
      trustedProxies: [],
      databaseRole: 'own',
      metricsToken: null,
      control: null,
    })
  })

  it.each<[string, Record<string, string>, object]>([
    ['the port in the address', { PORT: '8080' }, { url: 'http://localhost:8080' }],
    [
      'an address without its last slash',
      { DOCKET_URL: 'https://docket.reef.example/' },
      { url: 'https://docket.reef.example' },
    ],
    [
      'proxies by comma or space',
      { TRUSTED_PROXIES: '10.0.0.0/8, 127.0.0.1  ::1' },
      { trustedProxies: ['10.0.0.0/8', '127.0.0.1', '::1'] },
    ],
    [
      'an empty setting as none',
      { DOCKET_OWNER: '', DOCKET_SETUP_CODE: '', MASTODON_URL: '' },
      { owner: null, setupCode: null, mastodonUrl: null },
    ],
    ['the role that triggers stand alone in', { DOCKET_DATABASE_ROLE: 'owner' }, { databaseRole: 'owner' }],
    [
      'the launcher’s door, also with an @ in its path',
      { DOCKET_CONTROL: 'secret@/tmp/a@b/control.sock' },
      { control: { token: 'secret', socket: '/tmp/a@b/control.sock' } },
    ],
    ['half a door as none', { DOCKET_CONTROL: 'secret' }, { control: null }],
  ])('%s', (_label, given, expected) => {
    expect(readEnv({ ...LEAST, ...given })).toMatchObject(expected)
  })

  it.each(['DATABASE_URL', 'DOCKET_KEY'] as const)('cannot lack %s', (name) => {
    expect(() => readEnv({ ...LEAST, [name]: '' })).toThrow(`${name} is not set`)
  })
})

describe('a key', () => {
  it('is 32 bytes, written as hex or base64url', () => {
    expect(readKey(KEY.toString('hex'))).toEqual(KEY)
    expect(readKey(KEY.toString('hex').toUpperCase())).toEqual(KEY)
    expect(readKey(KEY.toString('base64url'))).toEqual(KEY)
  })

  it.each(['short', KEY.toString('hex').slice(2), `${KEY.toString('base64url')}AA`, 'Ü'.repeat(43)])(
    'is not %j',
    (text) => {
      expect(() => readKey(text)).toThrow('32 bytes')
    },
  )
})
