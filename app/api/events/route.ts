import { cookies } from 'next/headers'
import { database, isSecure } from '@/app/doors'
import type { Holder } from '@/lib/platform/access/access'
import { hashOfSession, sessionCookie } from '@/lib/platform/auth/session'
import { AppError } from '@/lib/platform/errors/error'
import { refusal } from '@/lib/platform/http/inward'
import { mayJoin } from '@/lib/platform/live/hub'
import { openStream } from '@/lib/platform/live/stream'
import { timeNow } from '@/lib/platform/time/now'
import { entrance } from '@/lib/registry'

export const dynamic = 'force-dynamic'

/**
 * Live screens (DESIGN 5): one stream for all tabs of a browser, of ids only. It is read by code of ours, which sends no page
 * of another site: those are turned away, since they would learn when something happens.
 */
export async function GET(request: Request): Promise<Response> {
  try {
    const site = request.headers.get('sec-fetch-site')
    if (site !== null && site !== 'same-origin') throw new AppError('crossSite')
    const cookie = (await cookies()).get(sessionCookie(isSecure()))?.value
    const again = async () => {
      const actor = await entrance.actorOfSession(database(), cookie, timeNow())
      return actor && isWelcome(actor) ? actor : null
    }
    const holder = await again()
    if (!holder || !cookie) throw new AppError('signIn.needed')
    if (!mayJoin()) return new Response(null, { status: 503, headers: LATER })
    const stream = openStream({
      holder,
      again,
      tell: (actor, batch) => entrance.newsFor(database(), actor, batch),
      place: { key: hashOfSession(cookie), most: MOST_PER_SESSION },
      signal: request.signal,
    })
    return new Response(stream, { headers: HEADERS })
  } catch (error) {
    return refusal(error)
  }
}

const isWelcome = (holder: Holder): boolean => holder.kind === 'guest' || holder.roles.length > 0

/** The tabs of a browser share one; a second and third are those of a browser that has just begun again. */
const MOST_PER_SESSION = 4
const LATER = { 'retry-after': '5', 'cache-control': 'no-store' }
// `no-transform` keeps Next and proxies from compressing, `x-accel-buffering` keeps nginx from gathering: both would hold words back.
const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'private, no-store, no-transform',
  'x-accel-buffering': 'no',
  'x-content-type-options': 'nosniff',
}
