import { openDatabase } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env/env'
import { startRunner } from '@/lib/platform/jobs/runner'
import { SCHEDULE, workers } from '@/lib/registry'

/** A process of the console without its pages: it does the jobs. Begins when it is told to; then it may be killed at any line. */
process.once('message', (word: string) => {
  const { databaseUrl: url } = env()
  const schedule = word === 'keepTime' ? SCHEDULE : []
  void startRunner({ url, db: openDatabase(url), workers, schedule }).then(() => process.send?.('works'))
})
process.send?.('ready')
// Whoever started it is gone.
process.once('disconnect', () => process.exit(1))
