import type { Db } from '@/lib/platform/db/client'
import { sealHere, unsealHere } from './console'

const KNOWN = 'this is the key of this console'

/** Throws when the database was made with another key: tokens would be unreadable and new ones unreadable to the others. */
export async function checkKey(db: Db): Promise<void> {
  await db.console.createMany({ data: { keyCheck: sealHere('key check', 'console', KNOWN) }, skipDuplicates: true })
  const row = await db.console.findFirstOrThrow()
  if (unsealHere('key check', 'console', row.keyCheck) !== KNOWN) throw new Error('another key')
}
