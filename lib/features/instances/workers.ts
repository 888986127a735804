import { runCommand } from '@/lib/platform/commands/run'
import { env } from '@/lib/platform/env/env'
import { AppError } from '@/lib/platform/errors/error'
import { defineWorker } from '@/lib/platform/jobs/define'
import { log } from '@/lib/platform/log/log'
import { connect } from './commands'
import { connectNamedJob } from './jobs'

/** MASTODON_URL, tried every minute while nothing is connected. Whoever writes an address into the settings has confirmed it. */
export const connectNamed = defineWorker(connectNamedJob, async (_payload, { db, now }) => {
  const address = env().mastodonUrl
  if (!address || (await db.instance.count({ where: { state: 'connected' } })) > 0) return
  try {
    await runCommand(connect, { db, actor: { kind: 'setup' }, now: now(), input: { address, confirmsPrivate: true } })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    log('warn', 'instance.notConnected', { code: error.code })
  }
})
