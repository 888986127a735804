import NextAuth from 'next-auth'
import { cookies } from 'next/headers'
import type { NextRequest } from 'next/server'
import { database, isSecure } from '@/app/doors'
import { noteSetupDone } from '@/app/serve'
import { sessionCookie, setupCookie } from '@/lib/platform/auth/session'
import { isSetupCookie } from '@/lib/platform/auth/setup'
import { env } from '@/lib/platform/env/env'
import { timeNow } from '@/lib/platform/time/now'
import { entrance } from '@/lib/registry'

export const dynamic = 'force-dynamic'

/** next-auth for the instance that is connected at this moment. */
async function handle(request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  const { url, owner } = env()
  const jar = await cookies()
  const options = await entrance.signInOptions({
    db: database(),
    callbackUrl: `${url}/api/auth/callback/mastodon`,
    isSecure: isSecure(),
    secret: process.env.NEXTAUTH_SECRET ?? '',
    holdsSetup: isSetupCookie(jar.get(setupCookie(isSecure()))?.value, timeNow()),
    formerCookie: jar.get(sessionCookie(isSecure()))?.value,
    namedOwner: owner,
    onOwner: noteSetupDone,
    now: timeNow,
  })
  if (!options) return Response.redirect(`${url}/connect`, 303)
  const response: unknown = await NextAuth(request, { params: await context.params }, options)
  return response instanceof Response ? response : new Response(null, { status: 500 })
}

export { handle as GET, handle as POST }
