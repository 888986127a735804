import { record } from '@/lib/platform/audit/record'
import { openDatabase } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env/env'
import { t } from '@/lib/platform/i18n/translate'
import { isVaultFault } from '@/lib/platform/vault/classes'
import { rewrapAll } from '@/lib/platform/vault/keys'
import { RotationError, rotateKey } from '@/lib/platform/vault/rotate'
import { verifyVault } from '@/lib/platform/vault/verify'

const [what = ''] = process.argv.slice(2)
const db = openDatabase(env().databaseUrl)
try {
  if (what === 'rotate') console.log(t('vault.rotated', { keys: await rewrapAll(db) }))
  else if (what === 'rotate-key') await rotateConsoleKey()
  else if (what === 'check') {
    const { sound, faults } = await verifyVault(db)
    for (const { id, fault } of faults) console.log(t('vault.fault', { id, fault }))
    console.log(t('vault.checked', { sound, faults: faults.length }))
    if (faults.length > 0) process.exitCode = 1
  } else {
    console.error(t('vault.usage'))
    process.exitCode = 2
  }
} catch (error) {
  const sentence = sentenceOf(error)
  if (!sentence) throw error
  console.error(sentence)
  process.exitCode = 1
} finally {
  await db.$disconnect()
}

/** What is sealed in the database, at once; then the keys of the vault, as far as they hang on the same key, one by one. */
async function rotateConsoleKey(): Promise<void> {
  const texts = await rotateKey(db, env(), (tx, count) =>
    record(tx, { kind: 'system', name: 'terminal' }, new Date(), {
      command: 'vault.rotateKey',
      outcome: 'done',
      fields: { sealed: count },
    }),
  )
  console.log(t('vault.resealed', { texts, keys: await rewrapAll(db) }))
}

function sentenceOf(error: unknown): string | null {
  if (error instanceof RotationError) return t(`vault.rotation.${error.fault}`)
  if (isVaultFault(error, 'key')) return t('vault.noKey')
  return isVaultFault(error, 'elsewhere') ? t('vault.elsewhere') : null
}
