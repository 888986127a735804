import { expect, it } from 'vitest'
import { connected } from '@/lib/testing/chain'
import { sql } from '@/lib/platform/db/client'
import { runCommand } from '@/lib/platform/commands/run'
import { showReport } from '@/lib/integrations/mastodon/client/reports'
import { readerConnection } from '@/lib/features/instances/connections'
import { openReef } from '@/lib/testing/reef'
import { takeIn } from './commands'
import { rowsOf } from './parse'

it('waits for a command that is at the case, and overwrites nothing of what it wrote', async () => {
  const reef = await openReef()
  const report = Object.values(reef.state.reports).find((one) => one.targetAccountId === reef.people.wren.id)
  const connection = await readerConnection(reef.db, reef.instanceId)
  if (!report || !connection) throw new Error('nobody reported them')
  // In Mastodon it is Kofi’s; here Ines takes it in this moment.
  report.assignedAccountId = reef.people.kofi.id
  const rows = rowsOf((await showReport(connection, report.id)).value)
  const { id } = await reef.caseOf(reef.ines, 'wren')
  const owner = await connected(reef.ownerUrl)
  await owner.query('BEGIN')
  await owner.query('UPDATE "case" SET owner_id = $2, owned_at = now() WHERE id = $1', [id, reef.ines.id])
  const input = { instanceId: reef.instanceId, reports: [rows], seenAt: new Date() }
  const actor = { kind: 'system', name: 'test' } as const
  const taking = runCommand(takeIn, { db: reef.db, actor, now: new Date(), input })
  const waits = async () => {
    const [row] = await reef.db.$queryRaw<{ n: number }[]>(sql`
      SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`)
    return row?.n
  }
  await expect.poll(waits, { timeout: 20_000 }).toBe(1)
  await owner.query('COMMIT')
  await taking
  expect((await reef.db.case.findUniqueOrThrow({ where: { id } })).ownerId).toBe(reef.ines.id)
})
