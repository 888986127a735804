import { type Actor, isHolder } from '@/lib/platform/access/access'
import { type Db, transaction } from '@/lib/platform/db/client'
import type { AppError } from '@/lib/platform/errors/error'
import { record } from './record'

interface Refused {
  /** The command, query or download that was asked for. */
  name: string
  input: unknown
  error: AppError
}

/** A refusal of a signed-in person is a row in a transaction of its own; strangers are only counted (`access/limits`). */
export async function recordRefusal(db: Db, actor: Actor, now: Date, { name, input, error }: Refused): Promise<void> {
  if (!isHolder(actor)) return
  const { why } = error.values
  const fields = { reason: error.code, ...(typeof why === 'string' ? { why } : {}) }
  await transaction(db, (tx) =>
    record(tx, actor, now, { command: name, outcome: 'refused', caseId: caseIdIn(input), fields }),
  )
}

function caseIdIn(input: unknown): string | null {
  const caseId = typeof input === 'object' && input !== null && 'caseId' in input ? input.caseId : null
  return typeof caseId === 'string' && UUID.test(caseId) ? caseId.toLowerCase() : null
}
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
