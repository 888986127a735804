import { runCommand } from '@/lib/platform/commands/run'
import { env } from '@/lib/platform/env/env'
import { AppError } from '@/lib/platform/errors/error'
import { defineWorker } from '@/lib/platform/jobs/define'
import { log } from '@/lib/platform/log/log'
import { connect } from './commands'
import { connectNamedJob } from './jobs'
import { countStrays } from './registering'

const DAY_MS = 24 * 3600_000
/** Registrations without an answer in a day, after which no more is tried by itself: each may have left an application. */
const MOST_STRAYS = 2

/**
 * MASTODON_URL, tried every minute while nothing is connected. Whoever writes an address into the settings has confirmed it.
 * After a registration of which nobody knows what became it is tried once more, and then only when a day has passed.
 */
export const connectNamed = defineWorker(connectNamedJob, async (_payload, { db, now }) => {
  const address = env().mastodonUrl
  if (!address || (await db.instance.count({ where: { state: 'connected' } })) > 0) return
  if ((await countStrays(db, { since: new Date(now().getTime() - DAY_MS) })) >= MOST_STRAYS)
    return log('warn', 'instance.notConnected', { code: 'connect.registrationUnknown' })
  try {
    await runCommand(connect, { db, actor: { kind: 'setup' }, now: now(), input: { address, confirmsPrivate: true } })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    log('warn', 'instance.notConnected', { code: error.code })
  }
})
