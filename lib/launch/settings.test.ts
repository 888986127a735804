import { describe, expect, it } from 'vitest'
import { readSettings } from './settings.mjs'

const HEX = 'ab'.repeat(32)
const BASE64URL = Buffer.alloc(32, 0xab).toString('base64url')

function settingsOf(env: Record<string, string>, files: Record<string, string> = {}) {
  const result = readSettings(env, reader(files))
  if ('problems' in result) throw new Error(result.problems.join('\n'))
  return result.settings
}

function problemsOf(env: Record<string, string>, files: Record<string, string> = {}) {
  const result = readSettings(env, reader(files))
  return 'problems' in result ? result.problems : []
}

function reader(files: Record<string, string>) {
  return (file: string) => {
    const text = files[file]
    if (text === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' })
    return text
  }
}

describe('defaults', () => {
  it('needs nothing', () => {
    const settings = settingsOf({})
    expect(settings).toMatchObject({ port: 3000, host: '127.0.0.1', url: 'http://localhost:3000', trustedProxies: [] })
    expect(settings).toMatchObject({ databaseUrl: null, mastodonUrl: null, owner: null, key: null, metricsToken: null })
    expect(settings.dataDir).toMatch(/^\/.*\/\.data$/)
    expect(settings).toMatchObject({ vaultKey: null, formerVaultKeys: [], vaultFolder: `${settings.dataDir}/vault` })
  })

  it('follows the port in the address', () => {
    expect(settingsOf({ PORT: '4010' }).url).toBe('http://localhost:4010')
  })

  it('takes an empty setting as not set', () => {
    expect(settingsOf({ PORT: '', DATABASE_URL: ' ', MASTODON_URL: '' })).toEqual(settingsOf({}))
  })
})

describe('a bucket', () => {
  const all = {
    DOCKET_VAULT_BUCKET: 'https://s3.reef.example/docket/',
    DOCKET_VAULT_BUCKET_KEY: 'id',
    DOCKET_VAULT_BUCKET_SECRET_FILE: '/run/secret',
  }
  const files = { '/run/secret': 'secret\n' }
  it('is its address, whose it is and the secret, which may lie in a file', () => {
    expect(settingsOf(all, files).bucket).toEqual({
      url: 'https://s3.reef.example/docket',
      accessKey: 'id',
      secretKey: 'secret',
      region: 'us-east-1',
    })
    expect(settingsOf({}).bucket).toBeNull()
  })

  it.each([
    [{ ...all, DOCKET_VAULT_BUCKET_KEY: '' }, 'DOCKET_VAULT_BUCKET needs DOCKET_VAULT_BUCKET_KEY'],
    [{ ...all, DOCKET_VAULT_BUCKET: 'https://s3.reef.example' }, 'DOCKET_VAULT_BUCKET must name the bucket'],
    [{ ...all, DOCKET_VAULT_BUCKET: 'docket' }, 'DOCKET_VAULT_BUCKET must be the address'],
  ])('that is half set is refused', (given, told) => {
    expect(problemsOf(given, files).join()).toContain(told)
  })
})

describe('good values', () => {
  it.each([
    ['DOCKET_URL', 'https://docket.reef.example/', { url: 'https://docket.reef.example' }],
    ['DOCKET_DATA', '/srv/docket', { dataDir: '/srv/docket', vaultFolder: '/srv/docket/vault' }],
    ['DOCKET_VAULT', '/mnt/vault', { vaultFolder: '/mnt/vault' }],
    ['DOCKET_VAULT_KEY', HEX, { vaultKey: Buffer.alloc(32, 0xab) }],
    ['DOCKET_VAULT_KEY_FORMER', `${HEX}, ${BASE64URL}`, { formerVaultKeys: Array(2).fill(Buffer.alloc(32, 0xab)) }],
    [
      'TRUSTED_PROXIES',
      '10.0.0.0/8, 127.0.0.1 2001:db8::/32',
      { trustedProxies: ['10.0.0.0/8', '127.0.0.1', '2001:db8::/32'] },
    ],
    [
      'DATABASE_URL',
      'postgres://u:p%40@db.test:5433/x?sslmode=require',
      { databaseUrl: 'postgres://u:p%40@db.test:5433/x?sslmode=require' },
    ],
    [
      'DATABASE_URL',
      'postgresql:///docket?host=/run/postgresql',
      { databaseUrl: 'postgresql:///docket?host=/run/postgresql' },
    ],
    ['MASTODON_URL', 'https://reef.example', { mastodonUrl: 'https://reef.example' }],
    ['MASTODON_URL', 'http://localhost:4006', { mastodonUrl: 'http://localhost:4006' }],
    ['DOCKET_OWNER', '@mara', { owner: 'mara' }],
    ['SMTP_URL', 'smtp://127.0.0.1:2525', { smtpUrl: 'smtp://127.0.0.1:2525' }],
    ['SMTP_FROM', 'docket@reef.example', { smtpFrom: 'docket@reef.example' }],
    ['DOCKET_OWNER', 'mara@reef.example', { owner: 'mara@reef.example' }],
    ['HOST', '[::1]', { host: '::1' }],
    ['DOCKET_METRICS_TOKEN', 'long-enough-to-be-one', { metricsToken: 'long-enough-to-be-one' }],
    ['DOCKET_KEY', HEX, { key: Buffer.from(HEX, 'hex') }],
    ['DOCKET_KEY', BASE64URL, { key: Buffer.from(HEX, 'hex') }],
  ])('%s=%s', (name, value, expected) => {
    expect(settingsOf({ [name]: value })).toMatchObject(expected)
  })
})

describe('wrong values', () => {
  it.each([
    ['PORT', 'http'],
    ['PORT', '0'],
    ['PORT', '65536'],
    ['PORT', '1e3'],
    ['HOST', 'a b'],
    ['HOST', 'http://x'],
    ['DOCKET_URL', 'docket.reef.example'],
    ['DOCKET_URL', 'ftp://docket.reef.example'],
    ['DOCKET_URL', 'https://docket.reef.example/console'],
    ['DOCKET_URL', 'https://mara:secret@docket.reef.example'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', '10.0.0.1,proxy'],
    ['TRUSTED_PROXIES', '2001:db8::/129'],
    ['DATABASE_URL', 'mysql://db.test/docket'],
    ['DATABASE_URL', 'postgresql://db.test'],
    ['MASTODON_URL', 'reef.example'],
    ['MASTODON_URL', 'http://reef.example'],
    ['MASTODON_URL', 'https://reef.example/about'],
    ['DOCKET_OWNER', 'Mara Quill'],
    ['DOCKET_METRICS_TOKEN', 'short'],
    ['DOCKET_METRICS_TOKEN', 'with a space in its middle'],
    ['DOCKET_KEY', 'short'],
    ['DOCKET_KEY', 'x'.repeat(64)],
  ])('%s=%s is one problem that names it', (name, value) => {
    const problems = problemsOf({ [name]: value })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(new RegExp(`^${name} `))
  })

  it('tells of all that is wrong at once', () => {
    expect(problemsOf({ PORT: 'x', DOCKET_URL: 'y', DOCKET_KEY: 'z', MASTODON_URL: 'w' })).toHaveLength(4)
  })

  it('repeats no secret', () => {
    const secrets = ['DATABASE_URL', 'DOCKET_KEY', 'DOCKET_METRICS_TOKEN'].map((name) => [name, `hunter2 of ${name}`])
    const said = problemsOf(Object.fromEntries(secrets)).join(' ')
    expect(said).not.toContain('hunter2')
  })

  it('knows a misspelt name', () => {
    expect(problemsOf({ DOCKET_ULR: 'https://docket.reef.example' })).toEqual([expect.stringContaining('DOCKET_ULR')])
  })

  it('misses the address when it listens to other machines', () => {
    expect(problemsOf({ HOST: '0.0.0.0' })).toEqual([expect.stringContaining('DOCKET_URL is missing')])
    expect(problemsOf({ HOST: '0.0.0.0', DOCKET_URL: 'https://docket.reef.example' })).toEqual([])
  })
})

describe('secrets from files', () => {
  it.each(['DOCKET_KEY', 'DATABASE_URL'])('reads %s_FILE and leaves the last line break out', (name) => {
    const value = name === 'DOCKET_KEY' ? HEX : 'postgresql://db.test/docket'
    expect(settingsOf({ [`${name}_FILE`]: '/run/secrets/it' }, { '/run/secrets/it': `${value}\n` })).toEqual(
      settingsOf({ [name]: value }),
    )
  })

  it('refuses both, a missing file, an empty file', () => {
    expect(problemsOf({ DOCKET_KEY: HEX, DOCKET_KEY_FILE: '/k' }, { '/k': HEX })).toEqual([
      expect.stringContaining('both set'),
    ])
    expect(problemsOf({ DOCKET_KEY_FILE: '/k' })).toEqual([expect.stringContaining('ENOENT')])
    expect(problemsOf({ DATABASE_URL_FILE: '/k' }, { '/k': '\n' })).toEqual([expect.stringContaining('empty')])
  })
})
