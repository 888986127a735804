import type { Found } from './parts'

/** What the bench found, by the names of the issue's `--json`. */
export interface Figures {
  queueP95Ms: number
  queueSqlMax: number
  reportP95Ms: number
  growth500k: number
  actToNextP95Ms: number
  webhookToScreenP95Ms: number
  memoryMb: number
  queueJsKb: number
  listRequestMaxMs: number
  tooManyRequests: number
  backfillOfCeiling: number
  chainTxPerSecond: number
  auditSearchP95Ms: number
  verifyRowsPerSecond: number
  verifyLiveRowsPerSecond: number
}

type Target = { name: keyof Figures; what: string; target: string; isMet: (value: number) => boolean }
const atMost = (limit: number) => ({ target: `≤ ${limit}`, isMet: (value: number) => value <= limit })
const atLeast = (limit: number) => ({ target: `≥ ${limit}`, isMet: (value: number) => value >= limit })

const TARGETS: readonly Target[] = [
  { name: 'queueP95Ms', what: 'queue page, p95, ms', ...atMost(50) },
  { name: 'queueSqlMax', what: 'queue page, statements at most', ...atMost(5) },
  { name: 'reportP95Ms', what: 'report page, p95, ms', ...atMost(100) },
  { name: 'growth500k', what: 'the worse of both at 500,000 reports, times', ...atMost(1.5) },
  { name: 'actToNextP95Ms', what: 'act and next page, p95, ms', ...atMost(100) },
  { name: 'webhookToScreenP95Ms', what: 'webhook to an open tab, p95, ms', ...atMost(2_000) },
  { name: 'memoryMb', what: 'memory at work, MB of PSS', ...atMost(512) },
  { name: 'queueJsKb', what: 'JavaScript of the queue page, kB gzip', ...atMost(200) },
  { name: 'listRequestMaxMs', what: 'longest list request to Mastodon, ms', ...atMost(2_000) },
  { name: 'tooManyRequests', what: '429 from Mastodon', ...atMost(0) },
  { name: 'backfillOfCeiling', what: 'first reading, share of what one request allows', ...atLeast(0.9) },
  { name: 'auditSearchP95Ms', what: 'search of the log at 1,000,000 rows, p95, ms', ...atMost(100) },
  { name: 'verifyRowsPerSecond', what: 'rows of an exported log verified a second', ...atLeast(100_000) },
  { name: 'verifyLiveRowsPerSecond', what: 'rows of the live log verified a second', ...atLeast(100_000) },
  { name: 'chainTxPerSecond', what: 'chained transactions a second, 20 clients', ...atLeast(300) },
]

/** Every figure. */
export const NAMES = TARGETS.map(({ name }) => name)

/** The table: what, how much, what was wanted, and whether it holds; or why it was not measured. */
export function tableOf({ figures, missing }: Found): string {
  const rows = TARGETS.map(({ name, what, target, isMet }) => {
    const value = figures[name]
    if (value === undefined || Number.isNaN(value))
      return [what, '–', target, `not measured: ${missing[name] ?? 'a part before it failed'}`]
    return [what, String(value), target, isMet(value) ? 'holds' : 'MISSES']
  })
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('   '),
    )
    .join('\n')
}

/** As `--json` writes it: every figure by its name, null where it was not measured, and then why. */
export function jsonOf({ figures, missing }: Found): string {
  const values = Object.fromEntries(NAMES.map((name) => [name, figures[name] ?? null]))
  return `${JSON.stringify({ ...values, ...(Object.keys(missing).length > 0 ? { notMeasured: missing } : {}) }, null, 2)}\n`
}
