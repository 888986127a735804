import { spawn } from 'node:child_process'
import http from 'node:http'
import { withoutSettings } from './environment.mjs'
import { inRoot, root } from './place.mjs'
import { LaunchError } from './say.mjs'
import { derive } from './secrets.mjs'
import { becomesReady, tetherOptions } from './tethered.mjs'

/**
 * @typedef {import('./settings.mjs').Settings} Settings
 * @typedef {'start' | 'dev'} Mode
 * @typedef {object} Handed what the app needs beyond the settings
 * @property {Buffer} key
 * @property {string} databaseUrl of the app's own role
 * @property {'own' | 'owner'} databaseRole
 * @property {string} setupCode empty once the console is set up
 * @property {string} control
 */

/** @param {Mode} mode @param {Settings} settings @param {Handed} handed */
export function startApp(mode, settings, handed) {
  const next = inRoot('node_modules/next/dist/bin/next')
  return spawn(process.execPath, [next, mode, '-p', String(settings.port), '-H', settings.host], {
    cwd: root,
    env: appEnvironment(mode, settings, handed),
    stdio: ['ignore', 'inherit', 'inherit'],
  })
}

// A console stands beside a Mastodon on a small server: V8 would rather take half a gigabyte than tidy up.
export const SMALL = ['--max-old-space-size=320', '--max-semi-space-size=6']

/** @param {Mode} mode @param {Settings} settings @param {Handed} handed @returns {NodeJS.ProcessEnv} */
export function appEnvironment(mode, settings, handed) {
  return {
    ...withoutSettings(mode === 'start' ? 'production' : 'development'),
    DATABASE_URL: handed.databaseUrl,
    DOCKET_DATABASE_ROLE: handed.databaseRole,
    DOCKET_KEY: handed.key.toString('base64url'),
    DOCKET_KEY_FORMER: settings.formerKey?.toString('base64url') ?? '',
    DOCKET_DATA: settings.dataDir,
    DOCKET_VAULT: settings.vaultFolder,
    DOCKET_VAULT_KEY: settings.vaultKey?.toString('base64url') ?? '',
    DOCKET_VAULT_KEY_FORMER: settings.formerVaultKeys.map((key) => key.toString('base64url')).join(','),
    DOCKET_URL: settings.url,
    SMTP_URL: settings.smtpUrl ?? '',
    SMTP_FROM: settings.smtpFrom ?? '',
    DOCKET_VAULT_BUCKET: settings.bucket?.url ?? '',
    DOCKET_VAULT_BUCKET_KEY: settings.bucket?.accessKey ?? '',
    DOCKET_VAULT_BUCKET_SECRET: settings.bucket?.secretKey ?? '',
    DOCKET_VAULT_BUCKET_REGION: settings.bucket?.region ?? '',
    DOCKET_OWNER: settings.owner ?? '',
    DOCKET_METRICS_TOKEN: settings.metricsToken ?? '',
    DOCKET_SETUP_CODE: handed.setupCode,
    DOCKET_CONTROL: handed.control,
    DOCKET_LAUNCHER: String(process.pid),
    MASTODON_URL: settings.mastodonUrl ?? '',
    TRUSTED_PROXIES: settings.trustedProxies.join(','),
    PORT: String(settings.port),
    HOST: settings.host,
    NEXTAUTH_URL: settings.url,
    NEXTAUTH_SECRET: derive(handed.key, 'next-auth'),
    NODE_OPTIONS: [tetherOptions(), ...(mode === 'start' ? SMALL : [])].join(' '),
    // One pool of memory for all threads, as far as the C library has several: the rest is never given back.
    MALLOC_ARENA_MAX: '2',
    TZ: 'UTC',
  }
}

/**
 * Waits until the console can be used.
 * @param {import('node:child_process').ChildProcess} child @param {Settings} settings
 */
export async function waitUntilHealthy(child, settings) {
  if (await becomesReady({ child, isReady: () => isHealthy(settings), limit: 120_000 })) return
  throw new LaunchError(
    child.exitCode === null
      ? 'The console does not answer at /api/health.'
      : 'The console ended while starting: see above.',
  )
}

/** @param {Settings} settings @returns {Promise<boolean>} */
function isHealthy({ host, port, url }) {
  // Listening on every address is no address to ask; and other names than its own the console redirects.
  const at = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host
  const options = { host: at, port, path: '/api/health', headers: { host: new URL(url).host }, timeout: 10_000 }
  return new Promise((done) => {
    const request = http.get(options, (response) => {
      response.resume()
      done(response.statusCode === 200)
    })
    request.on('timeout', () => request.destroy())
    request.on('error', () => done(false))
  })
}
