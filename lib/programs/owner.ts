import { runCommand } from '@/lib/platform/commands/run'
import { openDatabase } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env/env'
import { AppError } from '@/lib/platform/errors/error'
import { t } from '@/lib/platform/i18n/translate'
import { checkKey } from '@/lib/platform/vault/check'
import { terminal } from '@/lib/registry'

const [handle = ''] = process.argv.slice(2)
if (!handle) {
  console.error(t('owner.usage'))
  process.exit(2)
}

const db = openDatabase(env().databaseUrl)
try {
  await checkKey(db)
  const call = { db, actor: { kind: 'setup' } as const, now: new Date(), input: { handle } }
  const { acct, wasOwner, domain } = await runCommand(terminal.makeOwner, call)
  console.log(t(wasOwner ? 'owner.wasOwner' : 'owner.done', { handle: `@${acct}`, domain }))
} catch (error) {
  if (!(error instanceof AppError)) throw error
  console.error(t(`error.${error.code}`, error.values))
  process.exitCode = 1
} finally {
  await db.$disconnect()
}
