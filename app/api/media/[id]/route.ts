import { actorNow, database } from '@/app/doors'
import { refusal } from '@/lib/platform/http/inward'
import { runQuery } from '@/lib/platform/queries/define'
import { timeNow } from '@/lib/platform/time/now'
import { downloads } from '@/lib/registry'

export const dynamic = 'force-dynamic'

/** The only way by which a picture of a case reaches a browser: session checked, kept nowhere, a row each time. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  try {
    // A picture that another site embeds must not be uncovered by its visitor's session.
    const site = request.headers.get('sec-fetch-site')
    if (site !== null && site !== 'same-origin') return new Response(null, { status: 403 })
    const now = timeNow()
    const input = { mediaId: (await params).id, caseId: new URL(request.url).searchParams.get('case') ?? '' }
    const file = await runQuery(downloads['media.uncover'], { db: database(), actor: await actorNow(now), now, input })
    return new Response(file.bytes, {
      headers: {
        'content-type': file.contentType,
        'cache-control': 'private, no-store',
        'x-content-type-options': 'nosniff',
        'content-disposition': 'inline',
        'content-security-policy': "default-src 'none'; sandbox",
        ...file.headers,
      },
    })
  } catch (error) {
    return refusal(error)
  }
}
