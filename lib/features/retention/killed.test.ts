import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { readLedger } from '@/lib/features/destruction/parse'
import { textOf } from '@/lib/features/destruction/store'
import { keepContact } from '@/lib/features/contacts/store'
import { transaction } from '@/lib/platform/db/client'
import { keepFile, storeFile } from '@/lib/platform/vault/objects'
import { firstFault } from '@/lib/testing/chain'
import { openReef, type Reef } from '@/lib/testing/reef'
import { touched } from '@/lib/testing/touch'
import { begin, setRule } from './commands'

const ROOT = path.join(import.meta.dirname, '../../..')
const DAY = 24 * 3600_000
const LONG_AGO = new Date(Date.now() - 1200 * DAY)
/** More transactions than any run of so little needs. */
const MOST = 60

let reef: Reef
let url: string
/** What is old enough, by our own ids. */
let cases: string[]
let objects: string[]

beforeAll(async () => {
  reef = await openReef()
  url = process.env.DATABASE_URL ?? ''
  await reef.db.report.updateMany({ data: { isResolved: true, resolvedAt: LONG_AGO } })
  await reef.db.case.updateMany({ data: { state: 'closed', closedAt: LONG_AGO } })
  const ines = touched(reef.ines)
  await reef.command(ines, setRule, { kind: 'cases', days: 1096 })
  const rows = await reef.db.case.findMany()
  cases = rows.map((row) => row.id).toSorted()
  for (const { id: caseId } of rows) {
    const file = await storeFile(reef.db, [Buffer.alloc(300_000, 1)])
    await transaction(reef.db, (tx) => keepFile(tx, new Date(), { caseId, class: 'ordinary', kind: 'media' }, file))
  }
  const sealed = await reef.db.vaultObject.findMany({ where: { destroyedAt: null, class: 'ordinary' } })
  objects = sealed.map((row) => row.id).toSorted()
  const contact = { email: 'h@reef.example', isConfirmed: true, ips: [] }
  await keepContact(reef.db, { instanceId: reef.instanceId, remoteId: reef.people.harl.id }, contact, LONG_AGO)
  await reef.command(ines, begin, {})
})

const dies = (when: 'before' | 'after', at: number) => {
  const args = ['--import', 'tsx', 'lib/testing/killed-run.ts', url, when, String(at)]
  const { signal, status, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' })
  if (signal !== 'SIGKILL' && status !== 0) throw new Error(stderr)
  return signal === 'SIGKILL'
}

it('a run that is killed at every step goes on after each start, destroys nothing twice and is certified once', async () => {
  let kills = 0
  // At one step with everything written and nothing committed, at the next when it is committed: a start finds nothing or all.
  for (let at = 1; at < MOST && dies(at % 2 === 0 ? 'before' : 'after', at); at++) {
    kills += 1
    await assertSound()
  }
  expect(kills).toBeGreaterThan(5)
  const [run, ...others] = await reef.db.retentionRun.findMany()
  expect([others, run?.state]).toEqual([[], 'done'])
  expect(JSON.parse(run?.certificate ?? '{}').destroyed).toMatchObject({
    cases: cases.length,
    evidence: objects.length,
    contacts: 1,
  })
  expect(await reef.db.auditRow.count({ where: { command: 'retention.run' } })).toBe(1)
  expect(await reef.db.case.count({ where: { emptiedAt: null } })).toBe(0)
  expect(await reef.db.vaultObjectKey.count()).toBe(0)
  const ends = readLedger(await textOf()).filter(({ entry }) => entry.step === 'done')
  const of = (kind: string) => ends.flatMap(({ entry }) => (entry.kind === kind ? entry.ids : [])).toSorted()
  expect([of('cases'), of('objects')]).toEqual([cases, objects])
  expect(await reef.db.auditRow.count({ where: { command: 'destruction.finish' } })).toBe(ends.length)
}, 240_000)

/** Nothing is gone that the file beside the vault does not name, and the log is whole. */
async function assertSound(): Promise<void> {
  const named = new Set(readLedger(await textOf()).flatMap(({ entry }) => entry.ids))
  const gone = await reef.db.vaultObject.findMany({
    where: { destroyedAt: { not: null } },
    select: { id: true, caseId: true },
  })
  const empty = await reef.db.case.findMany({ where: { emptiedAt: { not: null } }, select: { id: true } })
  expect(gone.filter((row) => !named.has(row.id) && !named.has(row.caseId))).toEqual([])
  expect(empty.filter((row) => !named.has(row.id))).toEqual([])
  expect(await firstFault(reef.db)).toBeNull()
}
