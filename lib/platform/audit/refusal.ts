import type { z } from 'zod'
import { type Actor, isHolder } from '@/lib/platform/access/access'
import { type Db, transaction } from '@/lib/platform/db/client'
import type { AppError } from '@/lib/platform/errors/error'
import { record } from './record'

interface Refused {
  /** The command, query or download that was asked for. */
  name: string
  input: unknown
  /** What it takes: a case that nobody asked it for is none that it was about. */
  takes: z.ZodType | undefined
  error: AppError
}

/** Said before anybody has looked whether the case is there, or because it is not for them: nothing that belongs into its log. */
const BEFORE_SIGHT: readonly number[] = [400, 401, 403, 404, 428]

/**
 * A refusal of a signed-in person is a row in a transaction of its own; strangers are only counted (`access/limits`). It stands in
 * the log of a case only when the case was in their sight: else whoever is signed in could write into any. What they asked for is
 * then a value of the row.
 */
export async function recordRefusal(
  db: Db,
  actor: Actor,
  now: Date,
  { name, input, takes, error }: Refused,
): Promise<void> {
  if (!isHolder(actor)) return
  const { why } = error.values
  const fields = { reason: error.code, ...(typeof why === 'string' ? { why } : {}) }
  const asked = caseIdIn(input, takes)
  await transaction(db, async (tx) => {
    const isSeen = asked !== null && !BEFORE_SIGHT.includes(error.status)
    const found = isSeen && (await tx.case.findFirst({ where: { id: asked, instanceId: actor.instanceId } }))
    const about = found ? { caseId: found.id, fields } : { fields: { ...fields, ...(asked ? { asked } : {}) } }
    await record(tx, actor, now, { command: name, outcome: 'refused', ...about })
  })
}

function caseIdIn(input: unknown, takes: z.ZodType | undefined): string | null {
  const parsed = takes?.safeParse(input).data
  const caseId = typeof parsed === 'object' && parsed !== null && 'caseId' in parsed ? parsed.caseId : null
  return typeof caseId === 'string' ? caseId : null
}
