import fs from 'node:fs'
import path from 'node:path'
import { database } from '@/app/doors'
import { keepKeys } from '@/lib/platform/audit/signing'
import { env } from '@/lib/platform/env/env'
import { crowdGate } from '@/lib/platform/http/crowd'
import { keepNoConnection, standBefore } from '@/lib/platform/http/peer'
import { endHub, startHub } from '@/lib/platform/live/hub'
import { keepPresent } from '@/lib/platform/jobs/processes'
import { poolIds, startRunner } from '@/lib/platform/jobs/runner'
import { log, traceOf } from '@/lib/platform/log/log'
import { checkKey } from '@/lib/platform/vault/check'
import { isVaultFault } from '@/lib/platform/vault/classes'
import { checkVault } from '@/lib/platform/vault/place'
import { timeNow } from '@/lib/platform/time/now'
import { AT_START, entrance, SCHEDULE, workers } from '@/lib/registry'

/** Makes this process ready: right key, worker running, everything let go on SIGTERM. */
export async function serve(): Promise<void> {
  const { url, databaseUrl, trustedProxies } = env()
  standBefore(url, crowdGate({ db: database(), trustedProxies, now: () => new Date() }))
  try {
    await checkKey(database())
  } catch (error) {
    log('error', 'key.wrong', traceOf(error))
    process.stderr.write(
      'The key of this console does not open its database. Set the DOCKET_KEY that it was made with; to change it, see “npm run vault -- rotate-key”.\n',
    )
    process.exit(78)
  }
  await entrance.readAhead(database())
  await keepKeys(database())
  await checkVault(database()).catch((error: unknown) => {
    log('error', 'vault.wrong', traceOf(error))
    process.stderr.write(`${VAULT_WRONG[isVaultFault(error, 'key') ? 'key' : 'place']}\n`)
    process.exit(78)
  })
  await entrance.replayLedger(database(), timeNow()).catch((error: unknown) => {
    log('error', 'ledger.wrong', traceOf(error))
    process.stderr.write(
      'The ledger of destruction beside the vault (destroyed.jsonl) does not fit this database. Bring the one back that belongs to it.\n',
    )
    process.exit(78)
  })
  const runner = await startRunner({ url: databaseUrl, db: database(), workers, schedule: SCHEDULE }).catch(
    (error: unknown) => {
      log('error', 'worker.start', traceOf(error))
      process.exit(70)
    },
  )
  startHub(databaseUrl)
  const presence = keepPresent({
    db: database(),
    poolIds: () => poolIds,
    also: () => Promise.all([entrance.dropExpiredLeases(database()), entrance.readAhead(database())]),
  })
  for (const job of AT_START) await runner.addJob(job.name, {}, { jobKey: `start:${job.name}` })
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      keepNoConnection()
      void endHub()
      runner
        .stop()
        .then(() => presence.leave())
        .catch((error: unknown) => log('warn', 'worker.stop', traceOf(error)))
    })
  }
}

const VAULT_WRONG = {
  key: 'No key here opens the vault of this console. Set the DOCKET_VAULT_KEY (or DOCKET_KEY) that wrapped it last.',
  place:
    'The vault of this console does not lie here. Every process needs the same one: set DOCKET_VAULT to its folder, which must be there and writable.',
}

/** The console was moved and has no owner yet: the next start prints a code again, should this browser lose its cookie. */
export function noteSetupOpen(): void {
  fs.rmSync(path.join(env().dataDir, 'setup-done'), { force: true })
}

/** Tells the launcher that the one-time code has done its work. */
export function noteSetupDone(): void {
  fs.writeFileSync(path.join(env().dataDir, 'setup-done'), '')
}
