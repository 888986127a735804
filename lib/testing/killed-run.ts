import { replayLedger } from '@/lib/features/destruction/replay'
import { runRetention } from '@/lib/features/retention/workers'
import { openDatabase } from '@/lib/platform/db/client'
import { mortal } from './mortal'

/*
 * A process of its own that goes on with the runs of the schedule as a start does, and kills itself at its n-th transaction.
 *   node --import tsx lib/testing/killed-run.ts <database url> before|after <n>
 */
const [, , url = '', when = 'after', at = '0'] = process.argv
const db = openDatabase(url)
const dying = mortal(db, { when, at: Number(at) })
await replayLedger(dying, new Date())
await runRetention.run({}, { db: dying, now: () => new Date() })
await db.$disconnect()
