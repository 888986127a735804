import { beforeAll, expect, it } from 'vitest'
import { list as queue } from '@/lib/features/queue/queries'
import { one as reportCase } from '@/lib/features/reports/queries'
import { setSecret } from '@/lib/features/webhooks/commands'
import { receive } from '@/lib/features/webhooks/store'
import { connectionOf } from '@/lib/features/instances/connections'
import { verifyCredentials } from '@/lib/integrations/mastodon/client/me'
import { addAccount, addPost, addReport } from '@/lib/integrations/mastodon/fake/makers'
import type { Report } from '@/lib/integrations/mastodon/fake/state'
import { sql } from '@/lib/platform/db/client'
import { readStep } from '@/lib/testing/mirror'
import { openReef, type Reef } from '@/lib/testing/reef'
import { signatureOf, tellingBody } from '@/lib/testing/webhooks'
import { countWaiting } from './store'

const SECRET = 'd'.repeat(40)
const CASES = 90
let reef: Reef
beforeAll(async () => {
  reef = await openReef()
  await reef.command(reef.ines, setSecret, { secret: SECRET })
  for (let n = 0; n < CASES; n++) reported(`opened${n}`)
  while ((await reef.db.case.count()) < CASES) await readStep(reef)
  await reef.db.requestBudget.deleteMany()
}, 120_000)

function reported(username: string): Report {
  const createdAt = new Date()
  const author = addAccount(reef.state, { username, createdAt })
  const post = addPost(reef.state, { accountId: author.id, text: 'A post', createdAt })
  const { id: accountId } = reef.people.osei
  return addReport(reef.state, { accountId, targetAccountId: author.id, createdAt, statusIds: [post.id] })
}
async function tell(report: Report): Promise<void> {
  const body = tellingBody('report.created', { id: report.id, updated_at: report.updatedAt }, new Date())
  const delivery = {
    signature: signatureOf(SECRET, body),
    declaredBytes: body.length,
    stream: new Blob([body]).stream(),
  }
  expect(await receive(reef.db, delivery, new Date())).toBe(200)
}
async function caseIds(): Promise<string[]> {
  const found: string[] = []
  for (let after: string | undefined; ; ) {
    const { rows, next } = await reef.query(reef.ines, queue, after ? { after } : {})
    found.push(...rows.map((row) => row.caseId))
    if (!next) return found
    after = next
  }
}
const waitingLooks = () =>
  reef.db.$queryRaw<{ at: Date }[]>(sql`
    SELECT j.run_at AS at FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
    WHERE t.identifier = 'captures.look'`)

it('a report is read at once that a webhook names, however many cases were opened in the same minutes', async () => {
  for (const caseId of await caseIds()) await reef.query(reef.ines, reportCase, { caseId })
  await reef.work(['mirror.readPerson', 'captures.look'])
  // The looks have used up what they may; those that were refused wait for Mastodon to count anew.
  const refused = await reef.db.capture.count({ where: { state: 'failed', why: 'rateLimited' } })
  expect(refused).toBeGreaterThan(0)
  const waiting = await waitingLooks()
  expect(waiting).toHaveLength(refused)
  for (const { at } of waiting) expect(at.getTime()).toBeGreaterThan(Date.now())
  for (let n = 0; n < 15; n++) {
    const report = reported(`named${n}`)
    await tell(report)
    await reef.work(['hints.answer'])
    expect(await countWaiting(reef.db, reef.instanceId)).toBe(0)
    expect(await reef.db.report.count({ where: { remoteId: report.id } })).toBe(1)
  }
  const reader = await connectionOf(reef.db, reef.ines.id)
  expect(reader && (await verifyCredentials(reader)).status).toBe(200)
}, 120_000)
