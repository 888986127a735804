import { expect, it } from 'vitest'
import { sql } from '@/lib/platform/db/client'
import { connected } from '@/lib/testing/chain'
import { openReef } from '@/lib/testing/reef'
import { ask, sayWhatWasSeen } from './commands'

it('what a look has found out in the same moment is not overwritten by what a person saw before', async () => {
  const reef = await openReef()
  const { id: caseId, version } = await reef.caseOf(reef.kofi, 'wren')
  const panel = { message: '', sendsMail: false, note: '', ground: { kind: 'rule', ruleIds: ['1'] }, source: 'report' }
  const { groupId } = await reef.command(reef.kofi, ask, { caseId, version, ...panel, kind: 'limit' })
  await reef.db.act.updateMany({ where: { caseId }, data: { state: 'notConfirmed', sentAt: new Date() } })
  const owner = await connected(reef.ownerUrl)
  await owner.query('BEGIN')
  await owner.query(`UPDATE act SET state = 'confirmed', settled_at = now() WHERE case_id = $1`, [caseId])
  const saying = reef.command(reef.kofi, sayWhatWasSeen, { caseId, groupId, seen: 'notDone' })
  const refusal = expect(saying).rejects.toMatchObject({ code: 'case.stale' })
  const waits = async () => {
    const [row] = await reef.db.$queryRaw<{ n: number }[]>(sql`
      SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`)
    return row?.n
  }
  await expect.poll(waits, { timeout: 20_000 }).toBe(1)
  await owner.query('COMMIT')
  await refusal
  expect((await reef.db.act.findFirstOrThrow({ where: { caseId } })).state).toBe('confirmed')
})
