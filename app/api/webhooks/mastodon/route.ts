import { database } from '@/app/doors'
import { log, traceOf } from '@/lib/platform/log/log'
import { timeNow } from '@/lib/platform/time/now'
import { entrance } from '@/lib/registry'

export const dynamic = 'force-dynamic'

/**
 * Where Mastodon tells that something changed. Written first, answered at once; read again by API later. The answer is a
 * number and nothing else: Mastodon reads no more of it. Trouble of our own is 503, which it repeats; a 4xx would be final.
 */
export async function POST(request: Request): Promise<Response> {
  try {
    const declared = Number(request.headers.get('content-length') ?? Number.NaN)
    const delivery = {
      signature: request.headers.get('x-hub-signature'),
      declaredBytes: Number.isFinite(declared) ? declared : null,
      stream: request.body,
    }
    return answer(await entrance.receiveWebhook(database(), delivery, timeNow()))
  } catch (error) {
    log('error', 'webhook.notTaken', traceOf(error))
    return answer(503)
  }
}

const answer = (status: number): Response => new Response(null, { status, headers: { 'cache-control': 'no-store' } })
