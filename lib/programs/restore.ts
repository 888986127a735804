import fs from 'node:fs'
import path from 'node:path'
import { BackupError } from '@/lib/platform/backup/format'
import { assertEmpty, restore } from '@/lib/platform/backup/restore'
import { record } from '@/lib/platform/audit/record'
import { openDatabase, transaction } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env/env'
import { t } from '@/lib/platform/i18n/translate'
import { checkKey } from '@/lib/platform/vault/check'
import { terminal } from '@/lib/registry'
import { askSecret, optionsIn } from './secrets'

const { file, keyFile, keys, ledger } = optionsIn(process.argv.slice(2))
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
    assertLedger: (head) => terminal.assertReaches(lines, head),
  })
  await checkKey(db)
  const { entries } = await terminal.replayLedger(db, now)
  await transaction(db, (tx) =>
    record(tx, { kind: 'system', name: 'terminal' }, now, {
      command: 'backup.restore',
      outcome: 'done',
      fields: { of: restored.at, entries },
    }),
  )
  const rows = Object.values(restored.counts.rows).reduce((sum, count) => sum + count, 0)
  console.log(t('restore.done', { at: restored.at, rows, files: restored.counts.files, entries }))
} catch (error) {
  process.exitCode = 1
  console.error(sentenceOf(error))
} finally {
  await db.$disconnect()
}

function sentenceOf(error: unknown): string {
  if (error instanceof BackupError) return t(`backup.fault.${error.fault}`, error.values)
  if (error instanceof Error && error.name === 'LedgerError')
    return t('restore.ledger', { why: String(Reflect.get(error, 'fault')) })
  throw error
}
