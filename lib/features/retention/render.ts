import { createHash } from 'node:crypto'
import { z } from 'zod'
import { sql, type Tx } from '@/lib/platform/db/client'

interface Closing {
  run: { id: string; instanceId: string; askedById: string | null; asOf: Date; rules: unknown }
  counts: Record<string, number>
  now: Date
}

/** Lines that a certificate lists; of more it has the hash, and the lines stay in the database. */
const LISTED = 5000

/**
 * What a run destroyed, as the exact text that is signed: counts, ids, hashes, and by what rule. Nothing of what it kept: who
 * reads a certificate may not know of every hold.
 */
export async function certificateOf(tx: Tx, { run, counts, now }: Closing): Promise<string> {
  const instance = await tx.instance.findUniqueOrThrow({ where: { id: run.instanceId } })
  const by = run.askedById ? await tx.person.findUnique({ where: { id: run.askedById } }) : null
  const ledger = await tx.destructionHead.findFirst()
  const items = await tx.retentionItem.findMany({
    where: { runId: run.id },
    orderBy: [{ kind: 'asc' }, { ref: 'asc' }],
    take: LISTED,
  })
  const certificate = {
    certificate: 'docket destruction 1',
    run: run.id,
    instance: instance.domain,
    by: by ? `@${by.acct}` : 'schedule',
    asOf: run.asOf.toISOString(),
    finishedAt: now.toISOString(),
    rulesInDays: inDays(run.rules),
    resolvedReportsInMonths: instance.keepsMonths,
    destroyed: counts,
    ledgerOfDestruction: ledger
      ? { entries: Number(ledger.entries), hash: Buffer.from(ledger.hash).toString('hex') }
      : null,
    itemsSha256: await digestOf(tx, run.id),
    items: items.map((item) => [item.kind, item.ref, item.hash, item.at.toISOString()]),
  }
  return `${JSON.stringify(certificate, null, 1)}\n`
}

/** Resolved reports go by months, which the instance's own setting says. */
function inDays(rules: unknown): object {
  const { reports: _months, ...days } = z.record(z.string(), z.int()).parse(rules)
  return days
}

/** SHA-256 over `kind ref hash` of every line, in their order: also of those that a long certificate does not list. */
async function digestOf(tx: Tx, runId: string): Promise<string> {
  const hash = createHash('sha256')
  for (let after = { kind: '', ref: '' }; ; ) {
    const rows = await tx.$queryRaw<{ kind: string; ref: string; hash: string }[]>(sql`
      SELECT kind, ref, hash FROM retention_item WHERE run_id = ${runId}::uuid AND (kind, ref) > (${after.kind}, ${after.ref})
      ORDER BY kind, ref LIMIT 5000`)
    for (const row of rows) hash.update(`${row.kind} ${row.ref} ${row.hash}\n`)
    const last = rows.at(-1)
    if (!last) return hash.digest('hex')
    after = last
  }
}
