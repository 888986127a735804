import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Db, newId, transaction } from '@/lib/platform/db/client'
import { TAMPERINGS, tamper, tampering } from '@/lib/testing/audit/tamper'
import { connected, remember } from '@/lib/testing/chain'
import { freshDatabase } from '@/lib/testing/database'
import { exportLines } from './export'
import { signWhenDue } from './heads'
import { keptHeadIn } from './kept'
import { publicKeys, rotateKeys } from './signing'
import { type Expectations, type Report, startVerifier } from './verify'
import { goneValues, verifyLive } from './live'

let db: Db
let ownerUrl: string
let lines: string[]
let early: string[]
let known: Set<string>
let firstKeys: Set<string>
const NOTHING: Expectations = { known: new Set(), trusted: [], kept: null }

beforeAll(async () => {
  ;({ db, ownerUrl } = await freshDatabase())
  const cases = [newId(), newId(), newId()]
  const write = async (from: number, to: number) => {
    for (let n = from; n < to; n++) {
      const note = { note: { value: `words ${n}`, subjectId: String(n % 5) }, length: n }
      await remember(db, {
        command: `row.${n}`,
        caseId: cases[n % 4] ?? null,
        subjectIds: [String(n % 5)],
        ...(n % 2 ? { fields: note } : {}),
      })
    }
  }
  await write(0, 20)
  await signWhenDue(db, new Date('2026-11-24T12:00:00Z'))
  firstKeys = new Set((await publicKeys(db)).map((key) => key.fingerprint))
  early = await exported()
  await transaction(db, (tx) => rotateKeys(tx, new Date()))
  await write(20, 45)
  await signWhenDue(db, new Date('2026-11-24T14:00:00Z'))
  await db.auditValue.deleteMany({ where: { subjectId: '3' } })
  await write(45, 60)
  lines = await exported()
  known = new Set((await publicKeys(db)).filter((key) => key.isCurrent).map((key) => key.fingerprint))
})

async function exported(): Promise<string[]> {
  const made: string[] = []
  for await (const line of exportLines(db, { now: () => new Date(), stamp: async () => false })) made.push(line)
  return made
}

async function verified(given: readonly string[], expected: Partial<Expectations> = {}): Promise<Report> {
  const verifier = startVerifier({ ...NOTHING, ...expected })
  given.every((line) => verifier.take(line))
  return verifier.end()
}

describe('an export', () => {
  it('verifies, with the keys that are known, with the former ones, and without any; erased values are counted', async () => {
    for (const keys of [known, firstKeys, new Set<string>()]) {
      const report = await verified(lines, { known: keys })
      expect(report).toMatchObject({ fault: null, rows: 60, isTrusted: keys.size > 0 ? true : null, withheld: 5 })
    }
  })

  it('says that it proves nothing against the operator, as long as nobody outside has stamped it', async () => {
    expect(JSON.parse(lines.at(-1) ?? '').proof).toBe('not proven against the operator')
    expect((await verified(lines)).stamped).toBeNull()
  })

  it('goes on from what was kept outside', async () => {
    const kept = keptHeadIn(early.at(-1) ?? '')
    expect(kept?.row).toBe(20)
    expect((await verified(lines, { kept })).fault).toBeNull()
    const other = { row: 20, hash: '0'.repeat(64) }
    expect((await verified(lines, { kept: other })).fault).toMatchObject({
      row: 20,
      fault: 'not what was kept outside',
    })
    const later = { row: 99, hash: '0'.repeat(64) }
    expect((await verified(lines, { kept: later })).fault).toMatchObject({ row: 61, fault: 'rows cut off at the end' })
  })
})

describe('a thousand tamperings', () => {
  it('are all found and named', async () => {
    const found = new Map<string, number>()
    await fc.assert(
      fc.asyncProperty(tampering, async (wish) => {
        const after = tamper(lines, wish)
        fc.pre(after !== null && after.join('\n') !== lines.join('\n'))
        const { fault } = await verified(after ?? [], { known })
        expect(fault, wish.kind).not.toBeNull()
        expect(fault?.fault).toMatch(/\w/)
        found.set(wish.kind, (found.get(wish.kind) ?? 0) + 1)
      }),
      { numRuns: 1_000 },
    )
    const never = Object.keys(TAMPERINGS).filter((kind) => !found.has(kind))
    // No head of this log is stamped, so that no stamp can be taken away.
    expect(never).toEqual(['takeStampAway'])
  })

  it.each([
    ['editRow', { fault: 'row altered' }],
    ['editRowAndItsHash', {}],
    ['deleteRow', { fault: 'gap in the sequence' }],
    ['swapRows', { fault: 'gap in the sequence' }],
    ['editValue', { fault: 'value altered' }],
    ['takeValueAway', { fault: 'lines changed' }],
    ['rewriteAndSignWithAnotherKey', { fault: 'signed by another key' }],
    ['signTheSameWithAnotherKey', { fault: 'signed by another key' }],
  ])('%s is named as what it is, at its row', async (kind, named) => {
    const after = tamper(lines, { kind, seed: [17, 3, 5, 8, 1, 2, 9, 4, 6, 7, 10, 11] })
    const { fault } = await verified(after ?? [], { known })
    expect(fault).toMatchObject(named)
    if (['editRow', 'deleteRow', 'editValue'].includes(kind)) expect(fault?.row).toBeGreaterThan(0)
  })

  it('rewritten and signed with another key, an export fits for whoever knows no key: that is what the fingerprint is for', async () => {
    const after = tamper(lines, { kind: 'rewriteAndSignWithAnotherKey', seed: [1, 2, 3, 4] }) ?? []
    const report = await verified(after)
    expect(report.fault).toBeNull()
    expect(known).not.toContain(report.head?.fingerprints.ed25519)
    expect((await verified(after, { known: firstKeys })).fault).toMatchObject({ fault: 'signed by another key' })
    const kept = keptHeadIn(early.at(-1) ?? '')
    expect((await verified(after, { kept })).fault).toMatchObject({ fault: 'not what was kept outside' })
  })
})

const TABLES = [
  'audit_row',
  'audit_value',
  'audit_link',
  'audit_head',
  'audit_case_head',
  'audit_signed_head',
  'audit_key',
]
const idAt = (seq: number) => `(SELECT audit_id FROM audit_link WHERE seq = ${seq})`

/** Each is done by the owner of the database, past the triggers, and taken back. */
const LIVE: [string, string[], object][] = [
  ['an edited row', [`UPDATE audit_row SET actor = 'nobody' WHERE id = ${idAt(7)}`], { row: 7, fault: 'row altered' }],
  ['a deleted row', [`DELETE FROM audit_row WHERE id = ${idAt(7)}`], { row: 7, fault: 'row missing' }],
  [
    'an edited value',
    [`UPDATE audit_value SET value = '"x"' WHERE audit_id = ${idAt(2)} AND field = 'length'`],
    { row: 2, fault: 'value altered' },
  ],
  [
    'a signed head that says something else',
    [`UPDATE audit_signed_head SET text = replace(text, 'rows 20', 'rows 19')`],
    { fault: 'signature does not fit' },
  ],
  [
    'an exchanged key',
    [
      `UPDATE audit_key SET public_key = (SELECT public_key FROM audit_key WHERE generation = 2 AND algorithm = 'ed25519') WHERE generation = 1 AND algorithm = 'ed25519'`,
    ],
    { fault: 'key unreadable' },
  ],
  [
    'an end that was cut off, heads set back to fit',
    [
      `DELETE FROM audit_value WHERE audit_id IN (SELECT audit_id FROM audit_link WHERE seq > 30)`,
      `DELETE FROM audit_row WHERE id IN (SELECT audit_id FROM audit_link WHERE seq > 30)`,
      `DELETE FROM audit_link WHERE seq > 30`,
      `DELETE FROM audit_case_head`,
      `UPDATE audit_head SET seq = 30, hash = (SELECT hash FROM audit_link WHERE seq = 30)`,
    ],
    { row: 31, fault: 'rows cut off at the end' },
  ],
  [
    'a row beside the chain',
    [
      `INSERT INTO audit_row (id, at, actor, command, outcome, fields) VALUES ('${newId()}', now(), 'kofi', 'a.b', 'done', '[]')`,
    ],
    { fault: 'row without a link' },
  ],
]

describe('the live log', () => {
  it('verifies, and tells how far it is known outside', async () => {
    expect(await verifyLive(db, { ...NOTHING, known })).toMatchObject({ fault: null, rows: 60, isTrusted: true })
    expect(await verifyLive(db, { ...NOTHING, known: firstKeys })).toMatchObject({ fault: null })
    const kept = keptHeadIn(early.at(-1) ?? '')
    expect((await verifyLive(db, { ...NOTHING, kept })).fault).toBeNull()
    const other = { row: 20, hash: '0'.repeat(64) }
    expect((await verifyLive(db, { ...NOTHING, kept: other })).fault).toEqual({
      row: 20,
      fault: 'not what was kept outside',
    })
    const strange = new Set(['0'.repeat(64)])
    expect((await verifyLive(db, { ...NOTHING, known: strange })).fault).toMatchObject({
      fault: 'signed by another key',
    })
  })

  it('tells how many values are gone', async () => {
    const before = await goneValues(db)
    const owner = await connected(ownerUrl)
    const { rows } = await owner.query<{ seq: string }>(`
      WITH one AS (SELECT l.seq, v.audit_id, v.field FROM audit_value v JOIN audit_link l ON l.audit_id = v.audit_id ORDER BY l.seq DESC LIMIT 1),
        gone AS (DELETE FROM audit_value v USING one WHERE v.audit_id = one.audit_id AND v.field = one.field RETURNING v.audit_id)
      SELECT one.seq FROM one, gone`)
    const row = Number(rows[0]?.seq)
    expect((await verifyLive(db, { ...NOTHING, known })).fault).toBeNull()
    expect(await goneValues(db)).toEqual({
      gone: before.gone + 1,
      row: before.gone > 0 ? Math.min(row, before.row) : row,
      destructions: 0,
    })
  })

  it.each(LIVE)('with %s is found', async (_label, statements, named) => {
    const owner = await connected(ownerUrl)
    const tables = TABLES.map((table) => `CREATE TABLE kept_${table} AS TABLE ${table}`)
    for (const statement of tables) await owner.query(statement)
    const off = (how: string) => TABLES.map((table) => `ALTER TABLE ${table} ${how} TRIGGER ALL`)
    try {
      for (const statement of [...off('DISABLE'), ...statements]) await owner.query(statement)
      expect((await verifyLive(db, { ...NOTHING, known })).fault).toMatchObject(named)
    } finally {
      for (const table of TABLES) await owner.query(`DELETE FROM ${table}`)
      for (const table of TABLES) await owner.query(`INSERT INTO ${table} SELECT * FROM kept_${table}`)
      for (const table of TABLES) await owner.query(`DROP TABLE kept_${table}`)
      for (const statement of off('ENABLE')) await owner.query(statement)
    }
    expect((await verifyLive(db, { ...NOTHING, known })).fault).toBeNull()
  })
})
