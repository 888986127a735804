import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { type Db, newId, sql } from '@/lib/platform/db/client'
import { firstFault, KOFI_ID, remember } from '@/lib/testing/chain'
import { freshDatabase } from '@/lib/testing/database'
import type { FieldValue, Remembered } from './record'

let db: Db
beforeAll(async () => {
  ;({ db } = await freshDatabase())
})

const sha256 = (...parts: (string | Uint8Array)[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex')

/** What an export hands out: the hashed text itself, its hash, and the values that were not withheld. */
async function exported(id: string) {
  const rows = await db.$queryRaw<{ text: string; hash: Uint8Array; prev: Uint8Array }[]>(sql`
    SELECT audit_text(r, l.prev, l.case_seq, l.case_prev) AS text, l.hash, l.prev
    FROM audit_row r JOIN audit_link l ON l.audit_id = r.id WHERE r.id = ${id}::uuid`)
  const values = await db.auditValue.findMany({ where: { auditId: id } })
  const [row] = rows
  if (!row) throw new Error('no link')
  return { ...row, values }
}

const commitments = z.array(z.tuple([z.string(), z.string().regex(/^[0-9a-f]{64}$/)]))
const hashed = z.tuple([
  z.string(), // hash of the row before
  z.uuid(),
  z.iso.datetime({ precision: 6 }), // recorded at
  z.iso.datetime({ precision: 6 }), // at
  z.string(), // actor
  z.uuid().nullable(),
  z.string(), // command
  z.string(), // outcome
  z.uuid().nullable(), // case
  z.number().nullable(), // its number within the case
  z.string().nullable(), // hash of the case's row before
  z.array(z.string()),
  z.string().transform((text) => commitments.parse(JSON.parse(text))),
])

// PostgreSQL takes neither NUL nor half a surrogate pair; everything else that people may write.
const words = fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.replaceAll('\0', ''))
const awkward = fc.constantFrom(
  '',
  '"',
  "'",
  '\\',
  '[]',
  '{"a":1}',
  'null',
  '\n\t\r',
  '👩‍👩‍👧',
  'سلام',
  '\u2028',
  '$1',
  '%s',
  '\u007f',
)
const text = fc.oneof(words, awkward)
const value: fc.Arbitrary<FieldValue> = fc.oneof(
  text,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
  fc.array(text, { maxLength: 4 }),
)
const field = fc.oneof(value, fc.record({ value, subjectId: fc.constantFrom('1', '109', '9007199254740993') }))
const row: fc.Arbitrary<Partial<Remembered>> = fc.record({
  command: text,
  outcome: fc.constantFrom('done', 'refused', 'failed'),
  caseId: fc.option(
    fc.constant(null).map(() => newId()),
    { nil: null },
  ),
  subjectIds: fc.array(text, { maxLength: 4 }),
  fields: fc.dictionary(text, field, { maxKeys: 5 }),
})

it('a verifier that parses the exported text finds in it what was written, and its hash', async () => {
  await fc.assert(
    fc.asyncProperty(row, async (given) => {
      const id = await remember(db, given)
      const { text: line, hash, prev, values } = await exported(id)
      expect(sha256(line)).toBe(Buffer.from(hash).toString('hex'))
      const [before, rowId, , at, actor, actorId, command, outcome, caseId, caseSeq, , subjects, fields] = hashed.parse(
        JSON.parse(line),
      )
      expect([before, rowId]).toEqual([Buffer.from(prev).toString('hex'), id])
      expect(at).toBe('2026-11-24T12:00:00.000000Z')
      expect([actor, actorId, command, outcome]).toEqual(['kofi', KOFI_ID, given.command, given.outcome])
      expect([caseId, caseSeq]).toEqual(given.caseId ? [given.caseId, 1] : [null, null])
      expect(subjects).toEqual(given.subjectIds)
      expect(new Map(fields)).toEqual(new Map(values.map((v) => [v.field, sha256(v.salt, v.value)])))
      expect(Object.fromEntries(values.map((v) => [v.field, JSON.parse(v.value)]))).toEqual(plain(given.fields ?? {}))
    }),
    { numRuns: 80 },
  )
  expect(await firstFault(db)).toBeNull()
})

const plain = (fields: NonNullable<Remembered['fields']>) =>
  JSON.parse(
    JSON.stringify(
      Object.fromEntries(
        Object.entries(fields).map(([name, given]) => [
          name,
          typeof given === 'object' && given !== null && 'subjectId' in given ? given.value : given,
        ]),
      ),
    ),
  )
