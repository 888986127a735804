import type pg from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/platform/db/client'
import { connected, remember } from '@/lib/testing/chain'
import { freshDatabase } from '@/lib/testing/database'

let app: pg.Client
let owner: pg.Client
beforeAll(async () => {
  const { db, url, ownerUrl } = await freshDatabase()
  await remember(db, { caseId: newId(), fields: { note: 'as it was' } })
  app = await connected(url)
  owner = await connected(ownerUrl)
})

const INSUFFICIENT_PRIVILEGE = '42501'
const codeOf = async (client: pg.Client, statement: string): Promise<string> => {
  await client.query('BEGIN')
  try {
    await client.query(statement)
    return 'allowed'
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  } finally {
    await client.query('ROLLBACK')
  }
}

const CHANGES = [
  `UPDATE audit_row SET actor = 'nobody'`,
  `DELETE FROM audit_row`,
  `TRUNCATE audit_row CASCADE`,
  `UPDATE audit_link SET hash = sha256('x')`,
  `DELETE FROM audit_link`,
  `TRUNCATE audit_link`,
  `UPDATE audit_head SET seq = 0, hash = sha256('docket')`,
  `UPDATE audit_head SET seq = seq + 1`,
  `DELETE FROM audit_head`,
  `TRUNCATE audit_head`,
  `UPDATE audit_case_head SET seq = seq + 1`,
  `DELETE FROM audit_case_head`,
  `TRUNCATE audit_case_head`,
  `UPDATE audit_value SET value = '"as it never was"'`,
  `UPDATE audit_value SET subject_id = '1'`,
  `TRUNCATE audit_value`,
]

const WAYS_ROUND = [
  `INSERT INTO audit_link (seq, audit_id, prev, hash) SELECT 99, id, sha256('a'), sha256('b') FROM audit_row`,
  `INSERT INTO audit_head VALUES (false, 0, sha256('x'))`,
  `INSERT INTO audit_case_head VALUES ('${newId()}', 0, sha256('x'))`,
  `ALTER TABLE audit_row DISABLE TRIGGER ALL`,
  `ALTER TABLE audit_row DISABLE TRIGGER audit_row_link`,
  `ALTER TABLE audit_row ALTER COLUMN actor TYPE varchar`,
  `DROP TRIGGER audit_row_link ON audit_row`,
  `DROP TABLE audit_value`,
  `DROP FUNCTION audit_first_fault()`,
  `CREATE OR REPLACE FUNCTION audit_text(r audit_row, prev bytea, case_seq bigint, case_prev bytea) RETURNS text LANGUAGE sql AS $$ SELECT '' $$`,
  `CREATE FUNCTION public.anything() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$`,
  `CREATE TABLE public.anything (id int)`,
  `SET session_replication_role = 'replica'`,
  `SELECT docket_grant_app()`,
  `GRANT UPDATE ON audit_row TO docket_app; UPDATE audit_row SET actor = 'nobody'`,
  `CREATE TEMP TABLE forged (LIKE audit_row); CREATE TRIGGER t AFTER INSERT ON forged FOR EACH ROW EXECUTE FUNCTION audit_link_row()`,
  `CREATE RULE quiet AS ON INSERT TO audit_row DO INSTEAD NOTHING`,
  `UPDATE _prisma_migrations SET checksum = ''`,
]

describe('the role that the app connects as', () => {
  it('is not the owner of the tables', async () => {
    const { rows } = await app.query(
      `SELECT current_user AS me, tableowner FROM pg_tables WHERE tablename = 'audit_row'`,
    )
    expect(rows[0].me).not.toBe(rows[0].tableowner)
    expect(await codeOf(app, `SET ROLE "${rows[0].tableowner}"`)).toBe(INSUFFICIENT_PRIVILEGE)
  })

  it.each(CHANGES)('may not %s', async (statement) => {
    expect(await codeOf(app, statement)).toBe(INSUFFICIENT_PRIVILEGE)
  })

  it.each(WAYS_ROUND)('finds no way round: %s', async (statement) => {
    expect(await codeOf(app, statement)).toBe(INSUFFICIENT_PRIVILEGE)
  })

  it('may write a row and read everything, which is all that it needs', async () => {
    expect(
      await codeOf(
        app,
        `INSERT INTO audit_row (id, at, actor, command, outcome, fields) VALUES ('${newId()}', now(), 'kofi', 'a.b', 'done', '[]')`,
      ),
    ).toBe('allowed')
    for (const table of ['audit_row', 'audit_value', 'audit_link', 'audit_head', 'audit_case_head'])
      expect(await codeOf(app, `SELECT * FROM ${table}`)).toBe('allowed')
  })
})

describe('the owner of the tables, when the database gives the app no role of its own', () => {
  it.each(CHANGES)('is refused by the triggers: %s', async (statement) => {
    expect(await codeOf(owner, statement)).toBe(INSUFFICIENT_PRIVILEGE)
  })
})
