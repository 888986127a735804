import type { Db } from '@/lib/platform/db/client'
import { VaultError, type VaultFault } from './classes'
import { openObject, type VaultReading } from './objects'
import { shelfOf } from './place'
import type { Shelf } from './shelf'

export interface Verified {
  sound: number
  faults: { id: string; fault: VaultFault }[]
}

const PAGE = 500

/** Opens every object that should open, and throws the bytes away. Names those that do not, by id. */
export async function verifyVault(db: VaultReading & Pick<Db, 'vaultObject'>): Promise<Verified> {
  const shelf = await shelfOf(db)
  const verified: Verified = { sound: 0, faults: [] }
  for (let after: string | undefined; ; ) {
    const rows = await db.vaultObject.findMany({
      where: { destroyedAt: null, ...(after ? { id: { gt: after } } : {}) },
      orderBy: { id: 'asc' },
      select: { id: true },
      take: PAGE,
    })
    for (const { id } of rows) {
      const fault = await faultOf(db, id, shelf)
      if (fault) verified.faults.push({ id, fault })
      else verified.sound += 1
    }
    after = rows.at(-1)?.id
    if (rows.length < PAGE) return verified
  }
}

async function faultOf(db: VaultReading, id: string, shelf: Shelf): Promise<VaultFault | null> {
  try {
    const pieces = openObject(db, id, shelf)
    while (!(await pieces.next()).done);
    return null
  } catch (error) {
    if (error instanceof VaultError) return error.fault
    throw error
  }
}
