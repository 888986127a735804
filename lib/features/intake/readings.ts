import { ERASED, erasedAmong } from '@/lib/features/erased/statements'
import type { Tx } from '@/lib/platform/db/client'
import type { AccountRow, MirrorRows } from './parse'

interface Said {
  instanceId: string
  reports: readonly MirrorRows[]
  accounts: readonly AccountRow[]
}

/**
 * What of an answer may be taken in where it speaks of somebody who was erased. A report on them, or by them, that is open and was
 * made or opened again after the erasure has to be answered: it comes whole, and with it whoever it is about. Everything else of
 * them stays out: older reports on them with their posts, their account, and their name and words in reports on others.
 */
export async function withoutErased(
  tx: Pick<Tx, 'erasedAccount' | 'account' | 'report'>,
  { instanceId, reports, accounts }: Said,
): Promise<{ reports: MirrorRows[]; accounts: AccountRow[]; isSealable: (reportId: string) => boolean }> {
  const ids = [...accounts, ...reports.flatMap((rows) => rows.accounts)].map((account) => account.remoteId)
  const erased = await erasedAmong(tx, instanceId, [...new Set(ids)])
  if (erased.size === 0) return { reports: [...reports], accounts: [...accounts], isSealable: () => true }
  const known = await knownSince(tx, instanceId, { erased, reports })
  const isNeeded = ({ report }: MirrorRows, id: string): boolean =>
    known.has(report.remoteId) || isMadeAfter(report, erased.get(id) ?? new Date(0))
  const kept = reports.filter((rows) => !erased.has(rows.report.targetId) || isNeeded(rows, rows.report.targetId))
  const nameless = new Set(
    kept.flatMap((rows) => {
      const { reporterId, remoteId } = rows.report
      return erased.has(reporterId) && !isNeeded(rows, reporterId) ? [remoteId] : []
    }),
  )
  const needed = new Set([
    ...(await standing(tx, instanceId, [...erased.keys()])),
    ...kept.flatMap(({ report }) => [report.targetId, nameless.has(report.remoteId) ? '' : report.reporterId]),
  ])
  const isFree = (account: AccountRow): boolean => !erased.has(account.remoteId) || needed.has(account.remoteId)
  return {
    reports: kept.map((rows) => ({
      ...rows,
      report: nameless.has(rows.report.remoteId) ? { ...rows.report, reporterId: ERASED, comment: '' } : rows.report,
      accounts: rows.accounts.filter(isFree),
    })),
    accounts: accounts.filter(isFree),
    isSealable: (reportId) => !nameless.has(reportId),
  }
}

/** Opened, or opened again, since. Mastodon moves `updated_at` with both. */
const isMadeAfter = ({ isResolved, createdAt, updatedAt }: MirrorRows['report'], erasedAt: Date): boolean =>
  !isResolved && Math.max(createdAt.getTime(), updatedAt.getTime()) > erasedAt.getTime()

/** Reports that were taken in whole since the erasure: how they go on is told too. */
async function knownSince(
  tx: Pick<Tx, 'report'>,
  instanceId: string,
  { erased, reports }: { erased: ReadonlyMap<string, Date>; reports: readonly MirrorRows[] },
): Promise<Set<string>> {
  const people = { in: [...erased.keys()] }
  const rows = await tx.report.findMany({
    where: {
      instanceId,
      remoteId: { in: reports.map(({ report }) => report.remoteId) },
      OR: [{ targetId: people }, { reporterId: people }],
    },
    select: { remoteId: true },
  })
  return new Set(rows.map((row) => row.remoteId))
}

/** Of whom there is something again, for a report made since. */
async function standing(tx: Pick<Tx, 'account'>, instanceId: string, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.account.findMany({
    where: { instanceId, remoteId: { in: [...ids] } },
    select: { remoteId: true },
  })
  return rows.map((row) => row.remoteId)
}
