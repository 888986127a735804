import { actorNow, database } from '@/app/doors'
import { refusal } from '@/lib/platform/http/inward'
import { runQuery } from '@/lib/platform/queries/define'
import { timeNow } from '@/lib/platform/time/now'
import { downloads } from '@/lib/registry'

export const dynamic = 'force-dynamic'

/** The original of a paper, to be saved: it is never shown in the page, whatever it holds. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  try {
    const site = request.headers.get('sec-fetch-site')
    if (site !== null && site !== 'same-origin' && site !== 'none') return new Response(null, { status: 403 })
    const now = timeNow()
    const input = { paperId: (await params).id }
    const file = await runQuery(downloads['papers.original'], {
      db: database(),
      actor: await actorNow(now),
      now,
      input,
    })
    return new Response(file.bytes, {
      headers: {
        'content-type': file.contentType,
        'cache-control': 'private, no-store',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        ...file.headers,
      },
    })
  } catch (error) {
    return refusal(error)
  }
}
