import { z } from 'zod'
import { defineCommand } from '@/lib/platform/commands/define'
import { daysMs, LIFETIMES } from '@/lib/platform/privacy/lifetimes'
import { dropWebhooks } from '@/lib/features/webhooks/store'
import { dropAccounts, dropFailedJobs, dropPosts, dropReports } from './store'

/** Drops what has been kept long enough; what it dropped is counted in the log, never named. */
export const dropStale = defineCommand({
  name: 'retention.drop',
  permission: 'mirror.write',
  input: z.looseObject({}),
  async run({ tx, now, remember }) {
    const reports = await dropReports(tx, now)
    const posts = await dropPosts(tx, now)
    const accounts = await dropAccounts(tx, now)
    await dropFailedJobs(tx, now)
    await dropWebhooks(tx, now)
    await tx.strangerRefusal.deleteMany({
      where: { hourAt: { lt: new Date(now.getTime() - daysMs(LIFETIMES.refusalDays)) } },
    })
    await tx.readerConsent.deleteMany({ where: { expiresAt: { lt: now } } })
    if (reports + posts + accounts > 0) remember({ fields: { reports, posts, accounts } })
    return { reports, posts, accounts }
  },
})
