import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type pg from 'pg'
import type { PersonActor } from '@/lib/platform/access/access'
import { exportLines } from '@/lib/platform/audit/export'
import { verifyLive } from '@/lib/platform/audit/live'
import { startVerifier } from '@/lib/platform/audit/verify'
import type { Db } from '@/lib/platform/db/client'
import { runQuery } from '@/lib/platform/queries/define'
import { queries, type QueryInput } from '@/lib/registry'
import { fillLog } from './log'
import { round } from './numbers'

interface Wish {
  db: Db
  owner: pg.Pool
  actor: PersonActor
  instanceId: string
  rows: number
}

/** What somebody looks for in a log, each with other words each time. */
const SEARCHES: Record<string, (n: number) => QueryInput<'audit.list'>> = {
  'the log, without a filter': () => ({}),
  'by actor': (n) => ({ actor: `bench${n % 20}` }),
  'by command': (n) => ({ command: `bench.did${n % 37}` }),
  'by actor and command': (n) => ({ actor: `bench${n % 20}`, command: `bench.did${(n * 7) % 37}` }),
  'by outcome': () => ({ outcome: 'refused' }),
  'by outcome and actor': (n) => ({ outcome: 'refused', actor: `bench${n % 20}` }),
  'by case': (n) => ({ caseNumber: n * 611 + 1 }),
  'by kind': (n) => ({ kind: ['bench', 'reports', 'acts'][n % 3] ?? 'bench' }),
  'by days': (n) => ({ from: dayBefore(60 + n), until: dayBefore(55 + n) }),
  'by days and actor': (n) => ({ from: dayBefore(60 + n), until: dayBefore(30 + n), actor: `bench${n % 20}` }),
  'by number': (n) => ({ row: String(n * 9973 + 1) }),
  'by person': (n) => ({ about: `bench${n * 611}` }),
  'a later page': (n) => ({ before: String(n * 9973 + 1000) }),
}
const TIMES = 20

const dayBefore = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)

export async function measureLog({ db, owner, actor, instanceId, rows }: Wish) {
  await fillLog(owner, { rows, instanceId })
  // As the job does every hour: the page of a long log waits for no check.
  await db.chainCheck.upsert({
    where: { one: true },
    create: { at: new Date(), rows: BigInt(rows) },
    update: { at: new Date(), rows: BigInt(rows) },
  })
  const searches: { name: string; values: number[] }[] = []
  for (const [name, inputOf] of Object.entries(SEARCHES)) {
    const values: number[] = []
    for (let n = 0; n < TIMES; n++) {
      const from = performance.now()
      await runQuery<unknown>(queries['audit.list'], { db, actor, now: new Date(), input: inputOf(n) })
      values.push(performance.now() - from)
    }
    searches.push({ name: `search ${name}`, values })
  }
  return { searches, ...(await measureVerify(db)) }
}

async function measureVerify(db: Db) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'docket-bench-'))
  const file = path.join(folder, 'log.jsonl')
  try {
    const from = performance.now()
    const out = fs.openSync(file, 'w')
    let piece = ''
    for await (const line of exportLines(db, { now: () => new Date(), stamp: async () => false })) {
      piece += `${line}\n`
      if (piece.length > 1 << 20) {
        fs.writeSync(out, piece)
        piece = ''
      }
    }
    fs.writeSync(out, piece)
    fs.closeSync(out)
    const exported = performance.now()
    const nothing = { known: new Set<string>(), trusted: [], kept: null }
    const verifier = startVerifier(nothing)
    let rest = ''
    for await (const chunk of fs.createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
      const lines = (rest + String(chunk)).split('\n')
      rest = lines.pop() ?? ''
      lines.every((line) => verifier.take(line))
    }
    const { rows, fault } = await verifier.end()
    const verified = performance.now()
    const live = await verifyLive(db, nothing)
    const liveMs = performance.now() - verified
    if (fault || live.fault)
      throw new Error(`the log of the bench does not verify: ${JSON.stringify(fault ?? live.fault)}`)
    return {
      exportSeconds: round((exported - from) / 1000),
      megabytes: Math.round(fs.statSync(file).size / 1e6),
      verifyRowsPerSecond: Math.round(rows / ((verified - exported) / 1000)),
      verifyLiveRowsPerSecond: Math.round(live.rows / (liveMs / 1000)),
    }
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
}
