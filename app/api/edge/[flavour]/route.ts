import { callerAddress, database } from '@/app/doors'
import { countAttempt } from '@/lib/platform/access/limits'
import { refusal } from '@/lib/platform/http/inward'
import { timeNow } from '@/lib/platform/time/now'
import { entrance } from '@/lib/registry'

export const dynamic = 'force-dynamic'

const PER_MINUTE = { limit: 60, windowMs: 60_000 }

/** A proxy pulls its rules here, with the token that the owner made. */
export async function GET(request: Request, { params }: { params: Promise<{ flavour: string }> }): Promise<Response> {
  try {
    const now = timeNow()
    await countAttempt(database(), `edge ${callerAddress(request.headers)}`, PER_MINUTE, now)
    const token = /^Bearer ([\w-]{20,100})$/i.exec(request.headers.get('authorization') ?? '')?.[1]
    const host = new URL(request.url).searchParams.get('host') ?? ''
    const rules = token
      ? await entrance.edgeFor(database(), { flavour: (await params).flavour, token, host }, now)
      : null
    if (!rules) return new Response(null, { status: 401, headers: { ...NO_STORE, 'www-authenticate': 'Bearer' } })
    const headers = { ...NO_STORE, etag: rules.etag, 'docket-rules-version': String(rules.version) }
    if (request.headers.get('if-none-match') === rules.etag) return new Response(null, { status: 304, headers })
    return new Response(rules.text, { headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' } })
  } catch (error) {
    return refusal(error)
  }
}

const NO_STORE = { 'cache-control': 'no-store' }
