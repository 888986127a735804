import { z } from 'zod'
import { heldBy } from '@/lib/features/holds/statements'
import { standsAgainst } from '@/lib/features/severing/statements'
import { can } from '@/lib/platform/access/access'
import { transaction } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery } from '@/lib/platform/queries/define'
import { reasonNot } from './model'
import type { ErasureList } from './schema'

/** Erasures: those that wait for the second person, and what became of the others. */
export const list = defineQuery({
  name: 'erasure.list',
  permission: 'erasure.manage',
  input: z.object({}),
  async run({ db, actor, now }): Promise<ErasureList> {
    if (actor.kind !== 'person') throw new AppError('signIn.needed')
    const { instanceId } = actor
    const rows = await db.erasure.findMany({
      where: { instanceId, OR: [{ accountId: null }, { accountId: { not: actor.remoteId } }] },
      orderBy: { proposedAt: 'desc' },
      take: 100,
    })
    const ids = rows.flatMap((row) => row.accountId ?? [])
    const accounts = await db.account.findMany({ where: { instanceId, remoteId: { in: ids } } })
    const people = await db.person.findMany({ where: { instanceId } })
    const acctOf = (id: string | null) => people.find((person) => person.id === id)?.acct ?? null
    const waiting = rows.filter((row) => row.state === 'confirmed' && row.accountId)
    const held = new Set<string>()
    const open = new Set<string>()
    for (const { id, accountId } of waiting) {
      const remoteId = accountId ?? ''
      // Of a stopped case nobody hears here.
      const stopped = await db.case.count({ where: { instanceId, class: 'childSafety', partyIds: { has: remoteId } } })
      if (stopped === 0 && (await standsAgainst(db, { instanceId, remoteId }))) open.add(id)
    }
    // That there is a hold may be a secret: only whoever manages holds is told why one waits.
    if (waiting.length > 0 && can(actor, 'hold.manage'))
      await transaction(db, async (tx) => {
        for (const { id, accountId } of waiting)
          if ((await heldBy(tx, { instanceId, accountIds: [accountId ?? ''] }, now)).length > 0) held.add(id)
      })
    return {
      rows: rows.map((row) => ({
        id: row.id,
        accountId: row.accountId,
        handle: handleOf(accounts.find((account) => account.remoteId === row.accountId)),
        basis: row.basis,
        state: STATES.find((state) => state === row.state) ?? 'proposed',
        proposedBy: acctOf(row.proposedById) ?? '',
        proposedAt: row.proposedAt.toISOString(),
        confirmedBy: acctOf(row.confirmedById),
        doneAt: row.doneAt?.toISOString() ?? null,
        counts: counts.parse(row.counts ?? {}),
        mayConfirm: reasonNot('confirm', row, actor.id) === null,
        mayWithdraw: reasonNot('withdraw', row, actor.id) === null,
        isHeld: held.has(row.id),
        isInCase: open.has(row.id),
      })),
      mayManage: true,
    }
  },
})

const STATES = ['proposed', 'confirmed', 'done', 'withdrawn'] as const
const counts = z.record(z.string(), z.number()).catch({})
const handleOf = (account: { acct: string } | undefined): string | null => (account ? `@${account.acct}` : null)
