import type { NextConfig } from 'next'

const OF_ROUTES = [
  { key: 'x-content-type-options', value: 'nosniff' },
  { key: 'referrer-policy', value: 'no-referrer' },
  { key: 'x-frame-options', value: 'DENY' },
  { key: 'cross-origin-opener-policy', value: 'same-origin' },
]

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Native or dynamic modules that the bundler must leave alone.
  serverExternalPackages: ['graphile-worker', 'pg', 'undici', 'sanitize-html', 'pdfkit', 'fontkit', 'yazl'],
  devIndicators: false,
  // The title comes with the head, for everybody: a page without one, even for a moment, has no name for a screen reader.
  htmlLimitedBots: /./,
  // Where the head of a page comes late, browsers ask for the icon at its old place.
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
  // As proxy.ts gives them to pages; answers of routes are no pages, and media have a policy of their own.
  headers: async () => [{ source: '/api/:path*', headers: OF_ROUTES }],
  // Pages are per person: nothing of a case may stay in a browser's router cache.
  experimental: { authInterrupts: true, staleTimes: { dynamic: 0, static: 30 } },
}

export default config
