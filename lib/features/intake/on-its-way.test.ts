import { beforeEach, expect, it } from 'vitest'
import { claim } from '@/lib/features/reports/commands'
import { readStep } from '@/lib/testing/mirror'
import { openReef, type Reef } from '@/lib/testing/reef'

let reef: Reef
beforeEach(async () => {
  reef = await openReef()
})

const reports = () =>
  Object.values(reef.state.reports).filter((report) => report.targetAccountId === reef.people.wren.id)
const versionNow = async () => (await reef.caseOf(reef.kofi, 'wren')).version
async function claimed(): Promise<number> {
  const before = await reef.caseOf(reef.kofi, 'wren')
  return (await reef.command(reef.kofi, claim, { caseId: before.id, version: before.version })).version
}
async function readAgain(): Promise<void> {
  await reef.db.$executeRawUnsafe('UPDATE mirror_state SET leased_until = NULL')
  await readStep(reef)
}

it('takes the effect of an act that is on its way for no news, and the act of another for news', async () => {
  const version = await claimed()
  // The call has reached Mastodon; its answer is still on its way when the mirror reads the report.
  for (const report of reports()) report.assignedAccountId = reef.people.kofi.id
  await readAgain()
  expect(await versionNow()).toBe(version)
  await reef.work()
  expect(await versionNow()).toBe(version)

  for (const report of reports()) report.assignedAccountId = reef.people.sef.id
  await readAgain()
  expect(await versionNow()).toBeGreaterThan(version)
})

it('takes a change for news while an act only waits for Mastodon to answer', async () => {
  const version = await claimed()
  reef.fake.setFault({ kind: '5xx', match: { path: 'verify_credentials' } })
  await reef.work(['acts.perform'])
  expect(await reef.db.act.findFirstOrThrow()).toMatchObject({ state: 'asked', waitsFor: 'temporary' })
  reef.fake.setFault(null)

  for (const report of reports()) report.assignedAccountId = reef.people.sef.id
  await readAgain()
  expect(await versionNow()).toBeGreaterThan(version)
})
