import { z } from 'zod'
import { giveWork, type Work } from '@/lib/platform/access/work'
import { defineQuery } from '@/lib/platform/queries/define'
import { bitsFor } from './model'
import { secretToken } from './schema'
import { hashOfToken } from './store'

/** What a browser has to work out before it sends the form. */
export const work = defineQuery({
  name: 'filings.work',
  permission: 'notice.file',
  input: z.object({}),
  async run({ db, now }): Promise<Work> {
    const hourAgo = new Date(now.getTime() - 3_600_000)
    const recent = await db.notice.count({ where: { channel: 'form', recordedAt: { gt: hourAgo } } })
    return giveWork(bitsFor(recent), now)
  },
})

/** For whom the form is: what stands above it. */
export const desk = defineQuery({
  name: 'filings.desk',
  permission: 'notice.file',
  input: z.object({}),
  async run({ db }): Promise<{ domain: string; title: string } | null> {
    const instance = await db.instance.findFirst({ where: { state: 'connected' } })
    return instance ? { domain: instance.domain, title: instance.title } : null
  },
})

/** Whether a link of a mail is one of ours; the button behind it does the rest, so that no scanner of mails confirms. */
export const confirmation = defineQuery({
  name: 'filings.confirmation',
  permission: 'notice.file',
  input: z.object({ token: secretToken }),
  async run({ db }, { token }): Promise<{ isKnown: boolean; isDone: boolean }> {
    const filing = await db.filing.findUnique({ where: { confirmHash: hashOfToken(token) } })
    return { isKnown: filing !== null, isDone: filing?.confirmedAt != null }
  },
})
