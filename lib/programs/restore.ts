import fs from 'node:fs'
import path from 'node:path'
import { BackupError } from '@/lib/platform/backup/format'
import { assertEmpty, restore } from '@/lib/platform/backup/restore'
import { record } from '@/lib/platform/audit/record'
import { headIn } from '@/lib/platform/audit/kept'
import { type Head, parseHead } from '@/lib/platform/audit/statement'
import { type Db, openDatabase, transaction } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env/env'
import { t } from '@/lib/platform/i18n/translate'
import { checkKey } from '@/lib/platform/vault/check'
import { terminal } from '@/lib/registry'
import { askSecret, optionsIn } from './secrets'

class Refusal extends Error {}

const { file, keyFile, keys, ledger, head } = optionsIn(process.argv.slice(2))
const ownerUrl = process.env.DOCKET_RESTORE_INTO
if (!file || !ownerUrl) {
  console.error(t('restore.usage'))
  process.exit(2)
}
const { databaseUrl, vaultFolder } = env()
const ledgerPlace = path.join(vaultFolder, 'destroyed.jsonl')
const db = openDatabase(databaseUrl)
try {
  if (env().bucket) throw new BackupError('bucket')
  await assertEmpty(vaultFolder)
  const source = ledger ? path.resolve(ledger) : ledgerPlace
  // Without one nobody can say what was destroyed since.
  if (!fs.existsSync(source)) throw new BackupError('notEmpty', { ledger: source })
  const text = fs.readFileSync(source, 'utf8')
  const lines = terminal.readLedger(text)
  const kept = head ? keptHead(head) : null
  terminal.assertReachesKept(lines, kept?.destroyed ?? null)
  terminal.assertNoneLonger(lines, copiesBeside(path.resolve(file), ledgerPlace))
  const end = terminal.endOf(lines)
  console.log(t('restore.end', { entries: end.entries, at: end.at ?? '' }))
  console.log(
    kept ? t('restore.headFits', { at: kept.at, entries: Number(kept.destroyed?.entries ?? 0) }) : t('restore.noHead'),
  )
  const secret = await askSecret({ keyFile, isNew: false })
  const now = new Date()
  fs.mkdirSync(vaultFolder, { recursive: true, mode: 0o700 })
  // Before the rows: whatever happens now, the next start finds it and destroys again what it names.
  if (ledger) fs.writeFileSync(ledgerPlace, text, { mode: 0o600, flush: true })
  const restored = await restore({
    ownerUrl,
    vaultFolder,
    secret,
    now,
    file: path.resolve(file),
    keysFile: path.resolve(keys ?? `${file}.keys`),
    assertLedger: (known) => terminal.assertReaches(lines, known),
  })
  await checkKey(db)
  const { entries } = await terminal.replayLedger(db, now)
  await transaction(db, (tx) =>
    record(tx, { kind: 'system', name: 'terminal' }, now, {
      command: 'backup.restore',
      outcome: 'done',
      fields: { of: restored.at, entries, ledgerEntries: end.entries, ledgerEndsAt: end.at, head: kept?.at ?? null },
    }),
  )
  const rows = Object.values(restored.counts.rows).reduce((sum, count) => sum + count, 0)
  console.log(t('restore.done', { at: restored.at, rows, files: restored.counts.files, entries }))
  await sayNewestHead(db)
} catch (error) {
  process.exitCode = 1
  console.error(sentenceOf(error))
} finally {
  await db.$disconnect()
}

/** Of an export of the log, or of a bundle (`audit/head.txt`, `signatures/seal.txt`). */
function keptHead(file: string): Head {
  const found = headIn(fs.readFileSync(path.resolve(file), 'utf8'))
  if (!found) throw new Refusal(t('auditRun.noHeadIn', { file }))
  return found
}

/** Every backup leaves a copy of the ledger beside itself, and one may lie where it belongs. */
function copiesBeside(backup: string, place: string): { file: string; text: string }[] {
  const folder = path.dirname(backup)
  const names = fs.readdirSync(folder).filter((name) => name.endsWith('.ledger'))
  const files = [...names.map((name) => path.join(folder, name)), place].filter((name) => fs.existsSync(name))
  return files.map((name) => ({ file: name, text: fs.readFileSync(name, 'utf8') }))
}

/** What the restored log says of the ledger by itself, and whether somebody outside vouches for that moment. */
async function sayNewestHead(db: Db): Promise<void> {
  const newest = await db.auditSignedHead.findFirst({
    orderBy: [{ seq: 'desc' }, { at: 'desc' }],
    include: { stamp: true },
  })
  const told = newest ? parseHead(newest.text) : null
  if (!newest || !told) return
  const at = newest.stamp?.stampedAt.toISOString() ?? told.at
  const entries = Number(told.destroyed?.entries ?? 0)
  console.log(t('restore.newest', { at, entries, isStamped: newest.stamp ? 'yes' : 'no' }))
}

function sentenceOf(error: unknown): string {
  if (error instanceof BackupError) return t(`backup.fault.${error.fault}`, error.values)
  if (error instanceof Refusal) return error.message
  if (error instanceof Error && error.name === 'LedgerError') {
    const said = (name: string) => String(Reflect.get(error, name))
    return t('restore.ledger', { why: said('fault'), entries: said('line'), file: said('file') })
  }
  throw error
}
