import fs from 'node:fs'
import path from 'node:path'
import { makeBackup } from '@/lib/platform/backup/files'
import { BackupError } from '@/lib/platform/backup/format'
import { record } from '@/lib/platform/audit/record'
import { openDatabase, transaction } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env/env'
import { t } from '@/lib/platform/i18n/translate'
import { shelfOf } from '@/lib/platform/vault/place'
import { checkKey } from '@/lib/platform/vault/check'
import { terminal } from '@/lib/registry'
import { askSecret, optionsIn } from './secrets'

const { file, keyFile } = optionsIn(process.argv.slice(2))
if (!file) {
  console.error(t('backup.usage'))
  process.exit(2)
}
const db = openDatabase(env().databaseUrl)
try {
  const secret = await askSecret({ keyFile, isNew: true })
  await checkKey(db)
  const now = new Date()
  await transaction(db, (tx) =>
    record(tx, { kind: 'system', name: 'terminal' }, now, { command: 'backup.make', outcome: 'done' }),
  )
  await terminal.syncLedger(db)
  const { databaseUrl: url, vaultFolder } = env()
  const ledger = fs.readFileSync(path.join(vaultFolder, 'destroyed.jsonl'), 'utf8')
  const shelf = await shelfOf(db)
  const made = await makeBackup({ url, shelf, ledger, file: path.resolve(file), secret, now })
  console.log(t('backup.made', { file: made.file, keys: made.keysFile, ledger: made.ledgerFile }))
  for (const name of made.removed) console.log(t('backup.removed', { file: name }))
} catch (error) {
  if (!(error instanceof BackupError)) throw error
  console.error(t(`backup.fault.${error.fault}`, error.values))
  process.exitCode = 1
} finally {
  await db.$disconnect()
}
