import { z } from 'zod'
import type { AccountRow } from '@/lib/features/intake/parse'
import { keepAccounts } from '@/lib/features/intake/store'
import { defineCommand } from '@/lib/platform/commands/define'
import { sql } from '@/lib/platform/db/client'
import { FATES, WHYS } from './model'

const fate = z.object({
  itemId: z.uuid(),
  state: z.enum(FATES),
  why: z.enum(WHYS).or(z.literal('')).default(''),
  postId: z.string().max(64).nullable().default(null),
  accountId: z.string().max(64).nullable().default(null),
  isLocal: z.boolean().nullable().default(null),
  postUrl: z.string().max(4000).nullable().default(null),
  mediaUrls: z.array(z.string().max(4000)).max(200).default([]),
  seenAt: z.date().nullable().default(null),
  seenStatus: z.int().nullable().default(null),
})
export type Fate = z.input<typeof fate>

/**
 * Writes down what became of some addresses of a notice. Only of those that still wait: what a person decided meanwhile stands.
 * Authors on this server are parties of the case from then on, so that nobody sees a case about themselves.
 */
export const settle = defineCommand({
  name: 'filings.settle',
  permission: 'mirror.write',
  input: z.object({
    caseId: z.uuid(),
    fates: z.array(fate).max(1000),
    accounts: z.array(z.custom<AccountRow>()).max(1000).default([]),
  }),
  async run({ tx, now, remember }, { caseId, fates, accounts }) {
    await tx.$queryRaw(sql`SELECT id FROM "case" WHERE id = ${caseId}::uuid FOR UPDATE`)
    const row = await tx.case.findUnique({ where: { id: caseId } })
    if (!row || row.class !== 'ordinary') return { settled: 0 }
    let settled = 0
    for (const { itemId: id, ...found } of fates) {
      const { count } = await tx.noticeItem.updateMany({
        where: { id, caseId, state: 'waiting' },
        data: { ...found, resolvedAt: now },
      })
      settled += count
    }
    await keepAccounts(tx, { instanceId: row.instanceId, seenAt: now }, accounts)
    const authors = fates.flatMap(({ isLocal, accountId }) => (isLocal && accountId ? [accountId] : []))
    const partyIds = [...new Set([...row.partyIds, ...authors])]
    if (partyIds.length > row.partyIds.length) {
      await tx.case.update({ where: { id: caseId }, data: { partyIds } })
      // What the notice became, or what stands beside it, is about the same people.
      const beside = await tx.handCase.findMany({ where: { besideId: caseId }, include: { case: true } })
      for (const one of beside)
        await tx.case.update({
          where: { id: one.caseId },
          data: { partyIds: [...new Set([...one.case.partyIds, ...authors])] },
        })
    }
    const counts = FATES.map((state) => [state, fates.filter((one) => one.state === state).length] as const)
    if (settled > 0)
      remember({
        caseId,
        subjectIds: [...new Set(authors)],
        fields: Object.fromEntries(counts.filter(([, count]) => count > 0)),
      })
    return { settled }
  },
})
