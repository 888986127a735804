import { replayLedger } from '@/lib/features/destruction/replay'
import { runRetention } from '@/lib/features/retention/workers'
import { type Db, openDatabase } from '@/lib/platform/db/client'

/*
 * A process of its own that goes on with the runs of the schedule as a start does, and kills itself at its n-th transaction: with
 * all of it written and not committed, or when it is committed and nothing else has been done.
 *   node --import tsx lib/testing/killed-run.ts <database url> before|after <n>
 */
const [, , url = '', when = 'after', at = '0'] = process.argv
const db = openDatabase(url)
let begun = 0

const die = (): Promise<never> => {
  process.kill(process.pid, 'SIGKILL')
  return new Promise(() => undefined)
}

async function counted(run: (tx: unknown) => Promise<unknown>, options: object): Promise<unknown> {
  begun += 1
  const isLast = begun === Number(at)
  const done = await db.$transaction(async (tx) => {
    const value = await run(tx)
    return isLast && when === 'before' ? die() : value
  }, options)
  return isLast ? die() : done
}

const mortal: Db = new Proxy(db, {
  get: (target, name) => (name === '$transaction' ? counted : Reflect.get(target, name)),
})
await replayLedger(mortal, new Date())
await runRetention.run({}, { db: mortal, now: () => new Date() })
await db.$disconnect()
