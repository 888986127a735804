import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { keepContact } from '@/lib/features/contacts/store'
import { destroy } from '@/lib/features/destruction/commands'
import { personHash } from '@/lib/features/erased/statements'
import { confirm, propose } from '@/lib/features/erasure/commands'
import { confirmRelease, place, proposeRelease } from '@/lib/features/holds/commands'
import type { PersonActor } from '@/lib/platform/access/access'
import { newId, transaction } from '@/lib/platform/db/client'
import { putObject } from '@/lib/platform/vault/objects'
import { openReef, type Reef } from '@/lib/testing/reef'
import { touched } from '@/lib/testing/touch'

/** Tables that hold what somebody outside said or what was decided about them: nothing of them goes that is on hold. */
const CONTENT =
  'account account_contact report post media case case_note case_post case_report report_case act removal audit_value vault_object vault_object_key vault_case_key vault_blob strike_entry strike_review'.split(
    ' ',
  )

/** Every file that deletes from them: what asks for holds there, or why it need not. A file that is not here fails. */
const PATHS: Record<string, RegExp | string> = {
  'lib/features/contacts/commands.ts': /askHolds\(tx, now\)/,
  'lib/features/quarantine/commands.ts': /heldBy\(tx, scope, now\)/,
  'lib/features/retention/store.ts': /askHolds\(tx, now\)/,
  'lib/features/destruction/statements.ts': 'called by destruction/commands, which asks in the same transaction',
  'lib/features/severing/statements.ts': 'called by destruction/statements, as above',
  'lib/features/letters/commands.ts':
    'the copy with a secret link, when its mail was tried: what was written stays as a paper',
  'lib/features/destruction/commands.ts': /assertFree\(tx, wish, now\)/,
  'lib/platform/backup/restore.ts':
    'keys of what the restored rows say is destroyed, before anybody opens the database',
  'lib/platform/vault/destroy.ts': 'called by whoever asks: destruction/commands',
}

const root = path.resolve(import.meta.dirname, '../../..')
const camel = (table: string): string => table.replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase())
const DELETES = new RegExp(
  `DELETE FROM (?:"?(?:${CONTENT.join('|')})\\b|\\$\\{)|` +
    `\\.(?:${CONTENT.map(camel).join('|')})\\.delete(?:Many)?\\(|destroy(?:Objects|CaseKeys)\\(tx`,
)

function deleting(): string[] {
  return ['lib/features', 'lib/platform', 'app'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
      .map((file) => `${folder}/${file}`)
      .filter((file) => DELETES.test(readFileSync(path.join(root, file), 'utf8'))),
  )
}

describe('whatever destroys', () => {
  it('is listed here', () => {
    expect(deleting().toSorted()).toEqual(Object.keys(PATHS).toSorted())
  })

  it.each(Object.entries(PATHS))('%s asks for holds: %s', (file, how) => {
    if (how instanceof RegExp) expect(readFileSync(path.join(root, file), 'utf8')).toMatch(how)
  })
})

let reef: Reef
let ines: PersonActor
let nadia: PersonActor
let sef: PersonActor
beforeAll(async () => {
  reef = await openReef()
  ines = touched(reef.ines)
  nadia = touched({ ...(await reef.signIn(reef.people.nadia)), roles: ['legal'] })
  sef = touched({ ...(await reef.signIn(reef.people.sef)), roles: ['privacy'] })
})

const DAY = 24 * 3600_000
const OLD = new Date(Date.now() - 4000 * DAY)
const counts = async () => {
  const all: Record<string, number> = {}
  for (const table of CONTENT) {
    const rows = await reef.db.$queryRawUnsafe<{ n: number }[]>(`SELECT count(*)::int AS n FROM "${table}"`)
    all[table] = rows[0]?.n ?? 0
  }
  return all
}

/** As if everything had happened ten years ago: each path would take all that it may. */
async function ageAll(): Promise<void> {
  const { db } = reef
  const { harl } = reef.people
  const row = await db.case.findFirstOrThrow({ where: { subjectId: harl.id } })
  await db.report.updateMany({ data: { isResolved: true, resolvedAt: OLD, createdAt: OLD, seenAt: OLD } })
  await db.case.updateMany({ data: { state: 'closed', closedAt: OLD } })
  await db.post.updateMany({ data: { seenAt: OLD } })
  await db.account.updateMany({ data: { seenAt: OLD } })
  const like = await db.account.findFirstOrThrow({ where: { remoteId: harl.id } })
  await db.account.create({ data: { ...like, remoteId: '4711', username: 'flotsam', acct: 'flotsam' } })
  const loose = await db.report.findFirstOrThrow()
  await db.report.create({ data: { ...loose, rules: [], remoteId: '9999', sequence: 9999n, targetId: '4711' } })
  const at = { instanceId: reef.instanceId, remoteId: harl.id }
  await keepContact(db, at, { email: 'h@reef.example', isConfirmed: true, ips: [] }, OLD)
  await transaction(db, (tx) =>
    putObject(tx, OLD, { caseId: row.id, class: 'ordinary', kind: 'report' }, Buffer.from('seen')),
  )
  await transaction(db, async (tx) => {
    const kept = await putObject(tx, OLD, { caseId: row.id, class: 'quarantine', kind: 'media' }, Buffer.from('unseen'))
    const what = { kind: 'media', remoteId: '77', cause: 'opened', state: 'sealed', seenAt: OLD }
    await tx.evidence.create({
      data: { id: newId(), caseId: row.id, instanceId: reef.instanceId, objectId: kept.id, ...what },
    })
  })
  await sought()
}

/** A row of the log with a searched value, old enough to go. */
async function sought(): Promise<void> {
  const id = newId()
  const row = { id, at: OLD, actor: 'kofi', command: 'people.find', outcome: 'done', subjectIds: [], fields: '[]' }
  const value = { field: 'sought', salt: new Uint8Array(16), value: '"h@reef.example"' }
  await reef.db.auditRow.create({ data: row })
  await reef.db.auditValue.create({ data: { auditId: id, ...value } })
}

const JOBS = [
  'retention.drop',
  'retention.nightly',
  'retention.run',
  'contacts.drop',
  'destruction.finish',
  'erasure.run',
  'quarantine.tidy',
]
async function runAll(): Promise<void> {
  const { workers } = await import('@/lib/registry')
  for (const name of JOBS) {
    const worker = workers.find((one) => one.job === name)
    if (!worker) throw new Error(`no worker for ${name}`)
    await worker.run({}, { db: reef.db, now: () => new Date() })
  }
}

describe('a hold on everything', () => {
  it('lets nothing go by any path; when two people have released it, everything old goes', async () => {
    await ageAll()
    const { id: erasure } = await reef.command(sef, propose, { account: '@harl', basis: 'Asked for it' })
    await reef.command(ines, confirm, { id: erasure })
    const hold = { source: 'litigation', reference: 'Reef', releaseEvent: 'Judgment', startsOn: '2026-11-01' }
    const { id } = await reef.command(nadia, place, { ...hold, keepUntil: null, isEverything: true })
    const before = await counts()
    await runAll()
    expect(without(await counts())).toEqual(without(before))

    const { instanceId } = reef
    const row = await reef.db.case.findFirstOrThrow({ where: { subjectId: reef.people.harl.id } })
    const [object] = await reef.db.vaultObject.findMany()
    const wishes = [
      { kind: 'cases', ids: [row.id] },
      { kind: 'objects', ids: [object?.id ?? ''] },
      { kind: 'account', ids: [personHash(instanceId, reef.people.harl.id)] },
    ] as const
    for (const { kind, ids } of wishes)
      await expect(
        destroy(reef.db, new Date(), { kind, ids: [...ids], instanceId, why: 'by hand' }),
      ).rejects.toMatchObject({
        code: 'held',
      })
    await expect(reef.command(sef, propose, { account: '@mira', basis: 'Too' })).rejects.toMatchObject({ code: 'held' })
    expect(without(await counts())).toEqual(without(before))

    await reef.command(nadia, proposeRelease, { id, version: 1, why: 'Over' })
    await reef.command(ines, confirmRelease, { id, version: 2 })
    await runAll()
    // Whom nothing names any more goes with the next hour.
    await runAll()
    const after = await counts()
    for (const table of ['account_contact', 'post', 'case_report', 'report_case', 'vault_object_key'])
      expect([table, after[table]]).toEqual([table, 0])
    expect(await reef.db.auditValue.count({ where: { field: 'sought' } })).toBe(0)
    expect(await reef.db.account.count({ where: { acct: { in: ['flotsam', 'harl'] } } })).toBe(0)
  })
})

// What is written meanwhile stands in the log, too: it grows.
const without = ({ audit_value: _values, ...rest }: Record<string, number>) => rest
