import type { NextConfig } from 'next'

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Native or dynamic modules that the bundler must leave alone.
  serverExternalPackages: ['graphile-worker', 'pg', 'undici', 'sanitize-html'],
  devIndicators: false,
  // Pages are per person: nothing of a case may stay in a browser's router cache.
  experimental: { authInterrupts: true, staleTimes: { dynamic: 0, static: 30 } },
}

export default config
