import fs from 'node:fs'
import { parseArgs } from 'node:util'
import { exportLines } from '@/lib/platform/audit/export'
import { knownKeys } from '@/lib/platform/audit/head-check'
import { grouped } from '@/lib/platform/audit/keys'
import { keptHeadIn } from '@/lib/platform/audit/kept'
import { goneValues, verifyLive } from '@/lib/platform/audit/live'
import { record } from '@/lib/platform/audit/record'
import { currentFingerprints } from '@/lib/platform/audit/signing'
import { certificatesIn } from '@/lib/platform/audit/time-stamp'
import { type Expectations, type Report, startVerifier } from '@/lib/platform/audit/verify'
import { type Db, openDatabase, transaction } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env/env'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import { checkKey } from '@/lib/platform/vault/check'

const OPTIONS = { key: { type: 'string' }, head: { type: 'string' }, authority: { type: 'string' } } as const
const USAGE = ['export', 'verify', 'demo', 'key', 'head', 'authority'] as const
type Given = { [N in keyof typeof OPTIONS]?: string | undefined }

/** `npm run --silent audit -- export FILE | verify [FILE] | demo FILE`: 0 when all fits, 1 when not, 2 when not understood. */
async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  const [what, file, ...more] = positionals
  if (more.length === 0 && what === 'export' && file) return withDatabase((db) => exportTo(db, file))
  if (more.length === 0 && what === 'verify' && file) return verifyFile(file, expectationsIn(values), values)
  if (more.length === 0 && what === 'verify')
    return withDatabase((db) => verifyDatabase(db, expectationsIn(values), values))
  if (more.length === 0 && what === 'demo' && file) {
    const { demo } = await import('@/lib/testing/audit/demo')
    return demo((db) => exportTo(db, file))
  }
  for (const line of USAGE) console.error(t(`auditRun.usage.${line}`))
  return 2
}

async function withDatabase(run: (db: Db) => Promise<number>): Promise<number> {
  const db = openDatabase(env().databaseUrl)
  await checkKey(db)
  try {
    return await run(db)
  } finally {
    await db.$disconnect()
  }
}

/** The whole log into a file that is there only when it is whole. */
async function exportTo(db: Db, file: string): Promise<number> {
  if (fs.existsSync(file)) return refuse(t('auditRun.exists', { file }))
  const now = () => new Date()
  await transaction(db, (tx) =>
    record(tx, { kind: 'system', name: 'terminal' }, now(), { command: 'audit.export', outcome: 'done' }),
  )
  const half = `${file}.${process.pid}`
  const out = fs.openSync(half, 'wx', 0o600)
  let last = ''
  try {
    let piece = ''
    for await (const line of exportLines(db, { now, stamp: (headId) => stampOrSay(db, headId) })) {
      piece += `${line}\n`
      last = line
      if (piece.length < 1 << 20) continue
      fs.writeSync(out, piece)
      piece = ''
    }
    fs.writeSync(out, piece)
    fs.fsyncSync(out)
    fs.closeSync(out)
    fs.renameSync(half, file)
  } catch (error) {
    fs.rmSync(half, { force: true })
    throw error
  }
  const rows = keptHeadIn(last)?.row ?? 0
  console.log(t('auditRun.exported', { rows, file }))
  sayKeys(await currentFingerprints(db))
  console.log(t('auditRun.proof', { proof: String(JSON.parse(last).proof) }))
  return 0
}

/** An authority that is down is no reason to have no export: it then says what it does not prove. */
async function stampOrSay(db: Db, headId: string): Promise<boolean> {
  try {
    // Only here: what checks a file needs none of it.
    const { terminal } = await import('@/lib/registry')
    return await terminal.stampHead(db, headId, new Date())
  } catch (error) {
    console.error(t('auditRun.noStamp', { why: error instanceof Error ? error.message : '' }))
    return false
  }
}

async function verifyFile(file: string, expected: Expectations, given: Given): Promise<number> {
  const verifier = startVerifier(expected)
  let rest = ''
  let goesOn = true
  for await (const chunk of fs.createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
    const lines = (rest + String(chunk)).split('\n')
    rest = lines.pop() ?? ''
    goesOn = lines.every((line) => verifier.take(line))
    if (!goesOn) break
  }
  if (goesOn && rest !== '') verifier.take(rest)
  return sayReport(await verifier.end(), expected, given)
}

function sayReport(report: Report, { kept }: Expectations, given: Given): number {
  const { fault, rows, head, stamped, withheld } = report
  if (fault) return sayFault(fault.row, fault.fault, fault.line)
  if (!head) return 1
  console.log(t('auditRun.whole', { rows, at: head.at }))
  if (withheld > 0) console.log(t('auditRun.withheld', { withheld }))
  sayKeys(head.fingerprints)
  console.log(t(given.key ? 'auditRun.keyKnown' : 'auditRun.keyUnknown', { file: given.key ?? '' }))
  if (stamped) {
    const { authorityName: by, certificate, stampedAt, isTrusted } = stamped.stamp
    console.log(
      t('auditRun.stamped', { row: stamped.row, at: stampedAt.toISOString(), by, certificate: grouped(certificate) }),
    )
    if (isTrusted === null) console.log(t('auditRun.stampUnknown'))
  } else console.log(t('auditRun.notStamped'))
  if (kept) console.log(t('auditRun.after', { rows: rows - kept.row, row: kept.row }))
  return 0
}

async function verifyDatabase(db: Db, expected: Expectations, given: Given): Promise<number> {
  const { fault, rows, stampedRow } = await verifyLive(db, expected)
  if (fault) return sayFault(fault.row, fault.fault, null)
  const { kept } = expected
  console.log(t('auditRun.wholeLive', { rows }))
  const values = await goneValues(db)
  if (values.gone > 0) console.log(t('auditRun.gone', { ...values }))
  sayKeys(await currentFingerprints(db))
  console.log(t(given.key ? 'auditRun.keyKnown' : 'auditRun.keyUnknown', { file: given.key ?? '' }))
  if (kept) console.log(t('auditRun.after', { rows: rows - kept.row, row: kept.row }))
  else console.log(t('auditRun.noHead', { rows: rows - stampedRow, row: stampedRow }))
  if (stampedRow === 0) console.log(t('auditRun.notStamped'))
  return 0
}

function sayFault(row: number | null, fault: string, line: number | null): number {
  const words = t(messageFor('audit.fault', fault, 'audit.fault.unknown'))
  console.log(
    row === null
      ? t('auditRun.faultAtLine', { line: line ?? 0, words, fault })
      : t('auditRun.faultAtRow', { row, words, fault }),
  )
  return 1
}

function sayKeys({ ed25519, p256 }: { ed25519: string; p256: string }): void {
  console.log(t('auditRun.key', { algorithm: 'Ed25519', fingerprint: grouped(ed25519) }))
  console.log(t('auditRun.key', { algorithm: 'ECDSA P-256', fingerprint: grouped(p256) }))
}

/** What the reader brings from outside: keys, a head, certificates. A file that holds none of what it should is refused. */
function expectationsIn({ key, head, authority }: Given): Expectations {
  const known = key ? knownKeys(fs.readFileSync(key, 'utf8')) : new Set<string>()
  if (key && known.size === 0) throw new Refusal(t('auditRun.noKeyIn', { file: key }))
  const kept = head ? keptHeadIn(tailOf(head)) : null
  if (head && !kept) throw new Refusal(t('auditRun.noHeadIn', { file: head }))
  const trusted = authority ? certificatesIn(fs.readFileSync(authority, 'utf8')) : []
  if (authority && trusted.length === 0) throw new Refusal(t('auditRun.noCertificateIn', { file: authority }))
  return { known, kept, trusted }
}

class Refusal extends Error {}

const TAIL = 1 << 20

function tailOf(file: string): string {
  const { size } = fs.statSync(file)
  const start = Math.max(0, size - TAIL)
  const bytes = Buffer.alloc(size - start)
  const handle = fs.openSync(file, 'r')
  fs.readSync(handle, bytes, 0, bytes.length, start)
  fs.closeSync(handle)
  return bytes.toString('utf8')
}

function refuse(words: string): number {
  console.error(words)
  return 2
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  // A file that is not there, an option that is none: the words of the system say it.
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const isAnswer = error instanceof Refusal || code === 'ENOENT' || code.startsWith('ERR_PARSE_ARGS')
  if (!isAnswer) throw error
  process.exitCode = refuse(error instanceof Error ? error.message : '')
}
