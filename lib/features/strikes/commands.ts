import { isoDayIn } from '@/lib/platform/calendar/zones'
import type { CommandContext } from '@/lib/platform/commands/define'
import { newId } from '@/lib/platform/db/client'
import { isDue } from './model'
import { standingOf } from './queries'

type CaseRow = { id: string; instanceId: string }

/** Why a line of the ledger counts no more. */
export const VOIDS = ['retracted', 'rejected', 'countered', 'appeal', 'other'] as const
export type Void = (typeof VOIDS)[number]

/** Contested: what the notice says stands against what the subscriber says, and the console does not judge. */
const CONTESTED = ['received', 'valid', 'forwarded', 'held', 'restoring', 'restored', 'escalated']
const ACTED_ON = ['disabled', 'removed']

/**
 * Counts the valid, uncontested items of a notice that closes, for accounts of ours (512(i)(1)(A): "subscribers and account holders").
 * The caller has locked the case. Doing it twice counts nothing twice. Tells who has reached the threshold.
 */
export async function countStrikes(context: CommandContext, row: CaseRow): Promise<{ counted: number; due: string[] }> {
  const { tx, now } = context
  const notice = await tx.notice.findUnique({ where: { caseId: row.id }, include: { items: true, counters: true } })
  if (!notice || !['valid', 'closed'].includes(notice.state)) return { counted: 0, due: [] }
  const contesting = notice.counters.filter(({ state }) => CONTESTED.includes(state)).map(({ accountId }) => accountId)
  const known = await tx.strikeEntry.findMany({ where: { caseId: row.id }, select: { itemId: true } })
  const day = isoDayIn(notice.receivedAt, notice.zone)
  const entries = notice.items.flatMap(({ id, accountId, isLocal, state }) =>
    accountId &&
    isLocal &&
    ACTED_ON.includes(state) &&
    !contesting.includes(accountId) &&
    !known.some(({ itemId }) => itemId === id)
      ? [
          {
            id: newId(),
            accountId,
            itemId: id,
            caseId: row.id,
            instanceId: row.instanceId,
            kind: 'counted',
            day,
            at: now,
          },
        ]
      : [],
  )
  if (entries.length === 0) return { counted: 0, due: [] }
  await tx.strikeEntry.createMany({ data: entries.map((entry) => ({ ...entry, byId: byOf(context) })) })
  const accountIds = [...new Set(entries.map(({ accountId }) => accountId))]
  const due = []
  for (const accountId of accountIds) {
    const { points, policy } = await standingOf(tx, { ...row, accountId, zone: notice.zone, now })
    if (isDue(points, policy)) due.push(accountId)
  }
  context.remember({
    caseId: row.id,
    subjectIds: accountIds,
    fields: { strikes: entries.length, day, due: due.length },
  })
  return { counted: entries.length, due }
}

/** What was retracted, rejected or successfully countered counts zero: each counted item of the case (of one account) gets a line that says so. */
export async function voidStrikes(
  context: CommandContext,
  row: CaseRow,
  why: Void,
  accountId?: string,
): Promise<{ voided: number }> {
  const { tx, now } = context
  const lines = await tx.strikeEntry.findMany({
    where: { caseId: row.id, ...(accountId ? { accountId } : {}) },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  })
  const last = [...new Map(lines.map((line) => [line.itemId, line])).values()]
  const counted = last.filter(({ kind }) => kind === 'counted')
  if (counted.length === 0) return { voided: 0 }
  await tx.strikeEntry.createMany({
    data: counted.map((line) => ({ ...line, id: newId(), kind: 'voided', at: now, why, byId: byOf(context) })),
  })
  const subjectIds = [...new Set(counted.map((line) => line.accountId))]
  context.remember({ caseId: row.id, subjectIds, fields: { voided: counted.length, why } })
  return { voided: counted.length }
}

const byOf = ({ actor }: CommandContext): string | null => (actor.kind === 'person' ? actor.id : null)
