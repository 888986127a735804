import { actorNow, callerAddress, database } from '@/app/doors'
import { isHolder } from '@/lib/platform/access/access'
import { countAttempt, countStrangerRefusal } from '@/lib/platform/access/limits'
import { env } from '@/lib/platform/env/env'
import { AppError } from '@/lib/platform/errors/error'
import { assertSameOrigin, readJson, refusal } from '@/lib/platform/http/inward'
import { runQuery, type StreamAnswer } from '@/lib/platform/queries/define'
import { timeNow } from '@/lib/platform/time/now'
import { streams } from '@/lib/registry'

export const dynamic = 'force-dynamic'

const PER_MINUTE = { limit: 20, windowMs: 60_000 }

export async function POST(request: Request, { params }: { params: Promise<{ name: string }> }): Promise<Response> {
  const now = timeNow()
  try {
    assertSameOrigin(request.headers, env().url)
    const { name } = await params
    const download = Object.hasOwn(streams, name) ? streams[name as keyof typeof streams] : undefined
    if (!download) throw new AppError('notFound')
    const actor = await actorNow(now)
    const who = isHolder(actor) ? actor.id : callerAddress(request.headers)
    await countAttempt(database(), `download ${who}`, PER_MINUTE, now)
    const { input } = await readJson(request)
    const file = await runQuery(download, { db: database(), actor, now, input: input ?? {} })
    return new Response(file.stream, { headers: headersOf(file) })
  } catch (error) {
    if (error instanceof AppError && !isHolder(await actorNow(now)))
      await countStrangerRefusal(database(), callerAddress(request.headers), now)
    return refusal(error)
  }
}

const headersOf = ({ contentType, fileName }: StreamAnswer): Record<string, string> => ({
  'content-type': contentType,
  'content-disposition': `attachment; filename="${fileName}"`,
  'cache-control': 'private, no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
})
