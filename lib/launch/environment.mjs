const SETTINGS =
  /^(DOCKET_|DATABASE_URL|MASTODON_URL|TRUSTED_PROXIES$|PORT$|HOST$|NEXTAUTH_|TEST_DATABASE_URL$|npm_|NODE_ENV$)/

/**
 * Our environment without the console's settings and secrets: for programs that must not know them, and for runs that must
 * come out the same for everybody.
 * @param {'production' | 'development' | 'test'} mode
 * @returns {NodeJS.ProcessEnv}
 */
export function withoutSettings(mode) {
  const kept = Object.entries(process.env).filter(([name]) => !SETTINGS.test(name))
  return { ...Object.fromEntries(kept), NODE_ENV: mode, NEXT_TELEMETRY_DISABLED: '1' }
}
