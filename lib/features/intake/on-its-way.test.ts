import { expect, it } from 'vitest'
import { claim } from '@/lib/features/reports/commands'
import { openReef } from '@/lib/testing/reef'

it('takes the effect of an act that is on its way for no news, and the act of another for news', async () => {
  const reef = await openReef()
  const reports = Object.values(reef.state.reports).filter((report) => report.targetAccountId === reef.people.wren.id)
  const before = await reef.caseOf(reef.kofi, 'wren')
  const { version } = await reef.command(reef.kofi, claim, { caseId: before.id, version: before.version })
  // The call has reached Mastodon; its answer is still on its way when the mirror reads the report.
  for (const report of reports) report.assignedAccountId = reef.people.kofi.id
  await reef.work(['mirror.wake', 'mirror.read'])
  await reef.read()
  expect((await reef.caseOf(reef.kofi, 'wren')).version).toBe(version)

  for (const report of reports) report.assignedAccountId = reef.people.sef.id
  await reef.db.$executeRawUnsafe('UPDATE mirror_state SET leased_until = NULL')
  await reef.db.$executeRawUnsafe(
    "UPDATE graphile_worker._private_jobs SET run_at = now() WHERE task_id = (SELECT id FROM graphile_worker._private_tasks WHERE identifier = 'mirror.read')",
  )
  await reef.work(['mirror.read'])
  expect((await reef.caseOf(reef.kofi, 'wren')).version).toBeGreaterThan(version)
})
