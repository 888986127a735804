import { actorNow, callerAddress, database, strangerFrom } from '@/app/doors'
import { isHolder } from '@/lib/platform/access/access'
import { countAttempt, countStrangerRefusal } from '@/lib/platform/access/limits'
import { env } from '@/lib/platform/env/env'
import { AppError } from '@/lib/platform/errors/error'
import { answer, assertSameOrigin, readJson, refusal } from '@/lib/platform/http/inward'
import { runQuery } from '@/lib/platform/queries/define'
import { timeNow } from '@/lib/platform/time/now'
import { queries } from '@/lib/registry'

export const dynamic = 'force-dynamic'

const PER_MINUTE = { limit: 600, windowMs: 60_000 }

export async function POST(request: Request, { params }: { params: Promise<{ name: string }> }): Promise<Response> {
  const now = timeNow()
  try {
    assertSameOrigin(request.headers, env().url)
    const { name } = await params
    const query = Object.hasOwn(queries, name) ? queries[name as keyof typeof queries] : undefined
    if (!query) throw new AppError('notFound')
    const actor = query.permission === 'notice.file' ? strangerFrom(request.headers) : await actorNow(now)
    const who = isHolder(actor) ? actor.id : callerAddress(request.headers)
    await countAttempt(database(), `query ${who}`, PER_MINUTE, now)
    const { input } = await readJson(request, query.bodyMaxBytes ?? undefined)
    return answer(await runQuery<unknown>(query, { db: database(), actor, now, input: input ?? {} }))
  } catch (error) {
    if (error instanceof AppError && !isHolder(await actorNow(now)))
      await countStrangerRefusal(database(), callerAddress(request.headers), now)
    return refusal(error)
  }
}
