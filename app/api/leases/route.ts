import { actorNow, database } from '@/app/doors'
import { can, isHolder } from '@/lib/platform/access/access'
import { countAttempt } from '@/lib/platform/access/limits'
import { env } from '@/lib/platform/env/env'
import { AppError } from '@/lib/platform/errors/error'
import { answer, assertSameOrigin, readJson, refusal } from '@/lib/platform/http/inward'
import { timeNow } from '@/lib/platform/time/now'
import { entrance } from '@/lib/registry'

export const dynamic = 'force-dynamic'

const PER_MINUTE = { limit: 240, windowMs: 60_000 }
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** A page says that it is looked at, or no longer. Nothing is decided here, so it is no command and no row of the audit. */
export async function POST(request: Request): Promise<Response> {
  const now = timeNow()
  try {
    assertSameOrigin(request.headers, env().url)
    const actor = await actorNow(now)
    if (!isHolder(actor)) throw new AppError('signIn.needed')
    if (actor.kind !== 'person' || !can(actor, 'report.read'))
      throw new AppError('notAllowed', { permission: 'report.read' })
    await countAttempt(database(), `lease ${actor.id}`, PER_MINUTE, now)
    const { caseId, tabId, isLeaving } = await readJson(request)
    if (!isId(caseId) || !isId(tabId)) throw new AppError('badInput', { fields: 'caseId, tabId' })
    if (isLeaving !== true) return answer(await entrance.holdLease(database(), actor, { caseId, tabId }))
    await entrance.releaseLease(database(), actor, { caseId, tabId })
    return answer(null)
  } catch (error) {
    return refusal(error)
  }
}

const isId = (value: unknown): value is string => typeof value === 'string' && UUID.test(value)
