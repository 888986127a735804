import { actorNow, database } from '@/app/doors'
import { refusal } from '@/lib/platform/http/inward'
import { runQuery } from '@/lib/platform/queries/define'
import { timeNow } from '@/lib/platform/time/now'
import { downloads } from '@/lib/registry'

export const dynamic = 'force-dynamic'

/** What was sealed for a case, as it was sealed: a file to keep, never shown in the browser itself. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  try {
    const site = request.headers.get('sec-fetch-site')
    if (site !== null && site !== 'same-origin' && site !== 'none') return new Response(null, { status: 403 })
    const now = timeNow()
    const input = { evidenceId: (await params).id, caseId: new URL(request.url).searchParams.get('case') ?? '' }
    const file = await runQuery(downloads['evidence.open'], { db: database(), actor: await actorNow(now), now, input })
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
