import { openDatabase } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env/env'
import { t } from '@/lib/platform/i18n/translate'
import { isVaultFault } from '@/lib/platform/vault/classes'
import { rewrapAll } from '@/lib/platform/vault/keys'
import { verifyVault } from '@/lib/platform/vault/verify'

const [what = ''] = process.argv.slice(2)
const db = openDatabase(env().databaseUrl)
try {
  if (what === 'rotate') console.log(t('vault.rotated', { keys: await rewrapAll(db) }))
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
  if (!isVaultFault(error, 'key', 'elsewhere')) throw error
  console.error(t(isVaultFault(error, 'key') ? 'vault.noKey' : 'vault.elsewhere'))
  process.exitCode = 1
} finally {
  await db.$disconnect()
}
