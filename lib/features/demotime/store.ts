import { daysMs } from '@/lib/platform/privacy/lifetimes'
import type { Db } from '@/lib/platform/db/client'
import { runAhead } from '@/lib/platform/time/now'

/** Reads how far the connected instance's time runs ahead, for this process. Zero for every real one. */
export async function readAhead(db: Db): Promise<void> {
  const row = await db.instance.findFirst({ where: { state: 'connected' }, select: { daysAhead: true } })
  runAhead(daysMs(row?.daysAhead ?? 0))
}
