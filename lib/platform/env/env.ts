import path from 'node:path'

/** What the launcher handed over, already checked by `lib/launch/settings.mjs`. Features never read the environment. */
export interface Env {
  databaseUrl: string
  dataDir: string
  url: string
  key: Buffer
  /** The one before it: only `npm run vault -- rotate-key` and keys of the vault still ask it. */
  formerKey: Buffer | null
  /** Wraps the keys of the vault; null: one derived from `key`. */
  vaultKey: Buffer | null
  /** Still open what they have wrapped. */
  formerVaultKeys: Buffer[]
  /** Where ciphertext lies. */
  vaultFolder: string
  /** Where mail goes out; null: nobody is written to. */
  smtp: { url: string; from: string } | null
  /** An S3-compatible bucket instead; the folder then holds what is on its way there. */
  bucket: { url: string; accessKey: string; secretKey: string; region: string } | null
  setupCode: string | null
  owner: string | null
  mastodonUrl: string | null
  trustedProxies: string[]
  /** `own`: the app connects as a role that owns no table. `owner`: the database's user may not create roles. */
  databaseRole: 'own' | 'owner'
  /** Whoever has it may read the figures; null: only on this machine. */
  metricsToken: string | null
  control: { socket: string; token: string } | null
}

let known: Env | null = null

export function env(): Env {
  known ??= readEnv(process.env)
  return known
}

export function readEnv(from: NodeJS.ProcessEnv): Env {
  const need = (name: string) => {
    const value = from[name]
    if (!value) throw new Error(`${name} is not set: start the console with npm start`)
    return value
  }
  const [token, socket] = from.DOCKET_CONTROL?.split(/@(.*)/s) ?? []
  const url = (from.DOCKET_URL ?? `http://localhost:${from.PORT ?? '3000'}`).replace(/\/$/, '')
  return {
    databaseUrl: need('DATABASE_URL'),
    dataDir: from.DOCKET_DATA ?? '.data',
    url,
    key: readKey(need('DOCKET_KEY')),
    formerKey: from.DOCKET_KEY_FORMER ? readKey(from.DOCKET_KEY_FORMER) : null,
    vaultKey: from.DOCKET_VAULT_KEY ? readKey(from.DOCKET_VAULT_KEY) : null,
    formerVaultKeys: (from.DOCKET_VAULT_KEY_FORMER ?? '')
      .split(/[\s,]+/)
      .filter(Boolean)
      .map(readKey),
    vaultFolder: from.DOCKET_VAULT || path.join(from.DOCKET_DATA ?? '.data', 'vault'),
    smtp: from.SMTP_URL ? { url: from.SMTP_URL, from: from.SMTP_FROM || `docket@${new URL(url).hostname}` } : null,
    bucket: from.DOCKET_VAULT_BUCKET
      ? {
          url: from.DOCKET_VAULT_BUCKET.replace(/\/$/, ''),
          accessKey: need('DOCKET_VAULT_BUCKET_KEY'),
          secretKey: need('DOCKET_VAULT_BUCKET_SECRET'),
          region: from.DOCKET_VAULT_BUCKET_REGION || 'us-east-1',
        }
      : null,
    setupCode: from.DOCKET_SETUP_CODE || null,
    owner: from.DOCKET_OWNER || null,
    mastodonUrl: from.MASTODON_URL || null,
    trustedProxies: (from.TRUSTED_PROXIES ?? '').split(/[\s,]+/).filter(Boolean),
    databaseRole: from.DOCKET_DATABASE_ROLE === 'owner' ? 'owner' : 'own',
    metricsToken: from.DOCKET_METRICS_TOKEN || null,
    control: token && socket ? { socket, token } : null,
  }
}

/** 32 bytes as hex or base64url. */
export function readKey(text: string): Buffer {
  const key = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64url')
  if (key.length !== 32) throw new Error('a key must be 32 bytes, as 64 hex digits or 43 characters of base64url')
  return key
}
