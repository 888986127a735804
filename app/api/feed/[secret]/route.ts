import { callerAddress, database } from '@/app/doors'
import { countAttempt } from '@/lib/platform/access/limits'
import { refusal } from '@/lib/platform/http/inward'
import { timeNow } from '@/lib/platform/time/now'
import { entrance } from '@/lib/registry'

export const dynamic = 'force-dynamic'

const PER_MINUTE = { limit: 60, windowMs: 60_000 }

/** A calendar program asks here, with nothing but the secret of the address. */
export async function GET(request: Request, { params }: { params: Promise<{ secret: string }> }): Promise<Response> {
  try {
    const now = timeNow()
    await countAttempt(database(), `feed ${callerAddress(request.headers)}`, PER_MINUTE, now)
    const text = await entrance.feedFor(database(), (await params).secret, now)
    if (text === null) return new Response(null, { status: 404, headers: { 'cache-control': 'no-store' } })
    return new Response(text, {
      headers: {
        'content-type': 'text/calendar; charset=utf-8',
        'cache-control': 'private, no-store',
        'referrer-policy': 'no-referrer',
      },
    })
  } catch (error) {
    return refusal(error)
  }
}
