import pg from 'pg'
import { newId } from '@/lib/platform/db/client'
import { sleep } from './numbers'

const CLIENTS = 20

interface Kind {
  table: 'audit_row' | 'bench_plain'
  /** Work after the insert, before the commit. */
  workMs: number
}

/** Transactions a second of twenty clients that each add a row; those of the audit are linked at COMMIT. */
export async function measureChain(url: string, { table, workMs }: Kind, seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1000
  const counts = await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      let count = 0
      while (performance.now() < until) {
        await client.query('BEGIN')
        await client.query(
          `INSERT INTO ${table} (id, at, actor, command, outcome, subject_ids, fields) VALUES ($1, now(), 'bench', 'bench.count', 'done', '{}', '[]')`,
          [newId()],
        )
        if (workMs > 0) await sleep(workMs)
        await client.query('COMMIT')
        count += 1
      }
      await client.end()
      return count
    }),
  )
  return Math.round(counts.reduce((sum, count) => sum + count, 0) / seconds)
}

/** The same row without a chain, to compare. */
export async function makePlain(owner: pg.Pool): Promise<void> {
  await owner.query(`CREATE TABLE IF NOT EXISTS bench_plain (id uuid PRIMARY KEY, recorded_at timestamptz DEFAULT clock_timestamp(),
    at timestamptz, actor text, command text, outcome text, subject_ids text[], fields text)`)
  await owner.query('GRANT INSERT ON bench_plain TO PUBLIC')
}
