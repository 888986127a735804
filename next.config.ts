import type { NextConfig } from 'next'

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Native or dynamic modules that the bundler must leave alone.
  serverExternalPackages: ['graphile-worker', 'pg', 'undici', 'sanitize-html', 'pdfkit', 'fontkit', 'yazl'],
  devIndicators: false,
  // Where the head of a page comes late, browsers ask for the icon at its old place.
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
  // Pages are per person: nothing of a case may stay in a browser's router cache.
  experimental: { authInterrupts: true, staleTimes: { dynamic: 0, static: 30 } },
}

export default config
