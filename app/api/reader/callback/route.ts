import { callerAddress, database } from '@/app/doors'
import { countAttempt } from '@/lib/platform/access/limits'
import { runCommand } from '@/lib/platform/commands/run'
import { env } from '@/lib/platform/env/env'
import { AppError } from '@/lib/platform/errors/error'
import { timeNow } from '@/lib/platform/time/now'
import { entrance } from '@/lib/registry'

export const dynamic = 'force-dynamic'

const LIMIT = { limit: 20, windowMs: 10 * 60_000 }

/**
 * Where Mastodon sends the browser of the account that shall read. It may be another window than the owner's, so it signs
 * nobody in and trusts only the state that the owner's page was given.
 */
export async function GET(request: Request): Promise<Response> {
  const query = new URL(request.url).searchParams
  const now = timeNow()
  const address = callerAddress(request.headers)
  try {
    await countAttempt(database(), `reader ${address}`, LIMIT, now)
    if (query.has('error')) return to('denied')
    const input = { code: query.get('code') ?? '', state: query.get('state') ?? '' }
    await runCommand(entrance.takeReader, { db: database(), actor: { kind: 'public', address }, now, input })
    return to('taken')
  } catch (error) {
    if (error instanceof AppError) return to(error.code)
    throw error
  }
}

const to = (result: string): Response =>
  new Response(null, { status: 303, headers: { location: `${env().url}/reader?result=${encodeURIComponent(result)}` } })
