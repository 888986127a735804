import { type NextRequest, NextResponse } from 'next/server'

/** Every page has a content policy with a nonce of its own. (Other host names never get here: platform/http/peer.ts.) */
export function proxy(request: NextRequest): NextResponse {
  const own = new URL(process.env.DOCKET_URL ?? `http://localhost:${process.env.PORT ?? '3000'}`)
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  const policy = policyWith(nonce)
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  response.headers.set('x-content-type-options', 'nosniff')
  response.headers.set('referrer-policy', 'no-referrer')
  response.headers.set('x-frame-options', 'DENY')
  response.headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=()')
  response.headers.set('cross-origin-opener-policy', 'same-origin')
  // What a secret link opens is nobody else's, and stays in no cache and no list.
  if (SECRET.test(request.nextUrl.pathname)) {
    response.headers.set('x-robots-tag', 'noindex, nofollow, noarchive')
    response.headers.set('cache-control', 'private, no-store')
  }
  if (own.protocol === 'https:') response.headers.set('strict-transport-security', 'max-age=31536000')
  return response
}

const SECRET = /^\/(case|dmca\/(counter|confirm))\//

function policyWith(nonce: string): string {
  const isDev = process.env.NODE_ENV !== 'production'
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDev ? " 'unsafe-eval'" : ''}`,
    isDev ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

// Not before the routes of `/api`: Next would read up to 10 MB of whatever a stranger sends into memory before the route can
// refuse it. Their headers stand in next.config.ts.
export const config = { matcher: ['/((?!api/|_next/static|_next/image|favicon.ico).*)'] }
