import type pg from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/platform/db/client'
import { connected, firstFault, type Fault, remember } from '@/lib/testing/chain'
import { freshDatabase } from '@/lib/testing/database'

// Ten rows: odd ones about a case, even ones about none; the fourth holds a value.
const CASE = newId()
let owner: pg.Client
beforeAll(async () => {
  const { db, ownerUrl } = await freshDatabase()
  for (let n = 1; n <= 10; n++) {
    await remember(db, { command: `row.${n}`, caseId: n % 2 ? CASE : null, ...(n === 4 ? FIELDS : {}) })
  }
  expect(await firstFault(db)).toBeNull()
  owner = await connected(ownerUrl)
})
const FIELDS = { fields: { note: 'as it was', other: 1 } }

const TABLES = ['audit_row', 'audit_value', 'audit_link', 'audit_head', 'audit_case_head']

/** What is found after somebody with the owner's password did this; everything is put back afterwards. */
async function foundAfter(...statements: string[]): Promise<Fault | null> {
  await owner.query('BEGIN')
  try {
    for (const table of TABLES) await owner.query(`ALTER TABLE ${table} DISABLE TRIGGER ALL`)
    for (const statement of statements) await owner.query(statement)
    const { rows } = await owner.query<Fault>('SELECT seq::text, fault FROM audit_first_fault()')
    return rows[0] ?? null
  } finally {
    await owner.query('ROLLBACK')
  }
}

const idAt = (seq: number) => `(SELECT audit_id FROM audit_link WHERE seq = ${seq})`
const deleteRow = (seq: number) => `DELETE FROM audit_row WHERE id = ${idAt(seq)}`
const deleteLink = (seq: number) => `DELETE FROM audit_link WHERE seq = ${seq}`
const setBack = (seq: number) =>
  `UPDATE audit_head SET seq = ${seq}, hash = (SELECT hash FROM audit_link WHERE seq = ${seq})`

const EDITS = {
  actor: `'nobody'`,
  command: `'cases.nothing'`,
  outcome: `'refused'`,
  at: `at - interval '1 day'`,
  recorded_at: `recorded_at + interval '1 microsecond'`,
  actor_id: `NULL`,
  case_id: `'${newId()}'`,
  subject_ids: `ARRAY['7']`,
  fields: `'[["note","00"]]'`,
}

describe('an edited row is found', () => {
  it.each(Object.entries(EDITS))('when its %s was changed', async (column, value) => {
    const edit = `UPDATE audit_row SET ${column} = ${value} WHERE id = ${idAt(3)}`
    expect(await foundAfter(edit)).toEqual({ seq: '3', fault: 'row altered' })
  })

  it('when its fields are no JSON any more', async () => {
    const edit = `UPDATE audit_row SET fields = 'not json' WHERE id = ${idAt(4)}`
    expect(await foundAfter(edit)).toEqual({ seq: '4', fault: 'row altered' })
  })

  it('when the hash was made to fit again: the next link tells', async () => {
    const edit = `UPDATE audit_row SET actor = 'nobody' WHERE id = ${idAt(4)}`
    const refit = `UPDATE audit_link l SET hash = sha256(convert_to(audit_text(r, l.prev, l.case_seq, l.case_prev), 'UTF8'))
      FROM audit_row r WHERE r.id = l.audit_id AND l.seq = 4`
    expect(await foundAfter(edit, refit)).toEqual({ seq: '5', fault: 'link broken' })
  })

  it('when it is the last one and its hash fits: the head tells', async () => {
    const edit = `UPDATE audit_row SET actor = 'nobody' WHERE id = ${idAt(10)}`
    const refit = `UPDATE audit_link l SET hash = sha256(convert_to(audit_text(r, l.prev, l.case_seq, l.case_prev), 'UTF8'))
      FROM audit_row r WHERE r.id = l.audit_id AND l.seq = 10`
    expect(await foundAfter(edit, refit)).toEqual({ seq: '10', fault: 'head altered' })
  })
})

describe('a deleted row is found', () => {
  it.each([1, 4, 7, 10])('number %i, its link left', async (seq) => {
    expect(await foundAfter(deleteRow(seq))).toEqual({ seq: String(seq), fault: 'row missing' })
  })

  it('with its link: there is a gap', async () => {
    expect(await foundAfter(deleteRow(6), deleteLink(6))).toEqual({ seq: '7', fault: 'gap in the sequence' })
  })

  it('with its link and the later ones moved up', async () => {
    const moveUp = `UPDATE audit_link SET seq = seq - 1 WHERE seq > 6`
    expect(await foundAfter(deleteRow(6), deleteLink(6), moveUp)).toEqual({ seq: '6', fault: 'link broken' })
  })

  it('with its link, at the end', async () => {
    expect(await foundAfter(deleteRow(10), deleteLink(10))).toEqual({ seq: '10', fault: 'rows cut off at the end' })
  })

  it('with its link, at the end, with the head set back: the chain of its case tells', async () => {
    const cut = [10, 9].flatMap((seq) => [deleteRow(seq), deleteLink(seq)])
    expect(await foundAfter(...cut, setBack(8))).toEqual({ seq: '9', fault: 'rows of a case cut off at the end' })
  })

  it('with its link, at the end, with the head set back: a value that belongs to nothing tells', async () => {
    const cut = [10, 9, 8, 7, 6, 5, 4].flatMap((seq) => [deleteRow(seq), deleteLink(seq)])
    const caseBack = `UPDATE audit_case_head SET seq = 2, hash = (SELECT hash FROM audit_link WHERE seq = 3)`
    expect(await foundAfter(...cut, caseBack, setBack(3))).toEqual({ seq: '4', fault: 'row missing' })
  })
})

describe('an emptied log is found', () => {
  it('when the rows are truncated', async () => {
    expect(await foundAfter('TRUNCATE audit_row CASCADE')).toEqual({ seq: '1', fault: 'rows cut off at the end' })
  })

  it('when the head says that there never was one', async () => {
    const anew = `UPDATE audit_head SET seq = 0, hash = sha256('docket')`
    expect(await foundAfter('TRUNCATE audit_row CASCADE', anew)).toEqual({
      seq: '1',
      fault: 'rows of a case cut off at the end',
    })
  })

  it('when the head itself is gone', async () => {
    expect(await foundAfter('DELETE FROM audit_head')).toEqual({ seq: '0', fault: 'head missing' })
  })
})

describe('a value or a row that was put in is found', () => {
  it('a value with other words', async () => {
    const edit = `UPDATE audit_value SET value = '"as it never was"' WHERE field = 'note'`
    expect(await foundAfter(edit)).toEqual({ seq: '4', fault: 'value altered' })
  })

  it('a value with another salt', async () => {
    expect(await foundAfter(`UPDATE audit_value SET salt = '\\x00' WHERE field = 'note'`)).toEqual({
      seq: '4',
      fault: 'value altered',
    })
  })

  it('a value that its row never named', async () => {
    const added = `INSERT INTO audit_value SELECT ${idAt(2)}, 'note', NULL, '\\x00', '"made up"'`
    expect(await foundAfter(added)).toEqual({ seq: '2', fault: 'value altered' })
  })

  it('two values of one row that changed places', async () => {
    const swap = `UPDATE audit_value SET field = CASE field WHEN 'note' THEN 'other!' ELSE 'note' END WHERE audit_id = ${idAt(4)}`
    expect(await foundAfter(swap)).toEqual({ seq: '4', fault: 'value altered' })
  })

  it('a row that was written while the links were switched off', async () => {
    const added = `INSERT INTO audit_row (id, at, actor, command, outcome, fields) VALUES ('${newId()}', now(), 'kofi', 'a.b', 'done', '[]')`
    expect(await foundAfter(added)).toEqual({ seq: '10', fault: 'row without a link' })
  })
})

it('an untouched chain has no fault, also with the triggers switched off', async () => {
  expect(await foundAfter()).toBeNull()
})
