import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isMessage } from '@/lib/platform/i18n/translate'
import { freshDatabase } from '@/lib/testing/database'
import { type Column, columnFaults, fileFaults, RESTING_PLACES } from './resting-places'

let owner: pg.Client
beforeAll(async () => {
  const { ownerUrl } = await freshDatabase()
  owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
})
afterAll(() => owner.end())

/** Every column that could hold what somebody wrote: all types but numbers, times, truth values and ids of our own making. */
async function columns(): Promise<Column[]> {
  const { rows } = await owner.query<Column>(`
    SELECT CASE WHEN c.table_schema = 'public' THEN '' ELSE c.table_schema || '.' END || c.table_name AS table,
      c.column_name AS column
    FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE t.table_type = 'BASE TABLE' AND c.table_schema NOT IN ('pg_catalog', 'information_schema')
      AND c.udt_name NOT IN ('uuid', 'int2', 'int4', 'int8', 'bool', 'float8', 'date', 'timestamptz', 'timestamp')`)
  return rows
}

describe('the list of resting places', () => {
  it('has every column of the database in which something from outside could lie', async () => {
    expect(columnFaults(await columns())).toEqual([])
  })

  it.each([
    ['ALTER TABLE post ADD COLUMN planted text', 'unlisted: post.planted'],
    ['ALTER TABLE report ADD COLUMN planted jsonb', 'unlisted: report.planted'],
    ['CREATE TABLE stray (raw bytea)', 'unlisted: stray.raw'],
    ['CREATE TABLE graphile_worker.stray (at inet)', 'unlisted: graphile_worker.stray.at'],
    ['ALTER TABLE post DROP COLUMN warning', 'gone: post.warning'],
  ])('notices a planted fault: %s', async (fault, told) => {
    await owner.query('BEGIN')
    await owner.query(fault)
    expect(columnFaults(await columns())).toEqual([told])
    await owner.query('ROLLBACK')
  })

  it('tells what, why and until when, of each', () => {
    for (const { id } of RESTING_PLACES)
      for (const part of ['what', 'why', 'until']) expect(isMessage(`kept.${id}.${part}`)).toBe(true)
  })
})

const root = path.resolve(import.meta.dirname, '../../..')

/** What the code names right below the folder of the console. Journeys look at a real folder besides. */
function filesInCode(): string[] {
  const folders = ['lib/launch', 'app', 'lib/platform', 'lib/features', 'lib/programs']
  const sources = folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !file.includes('.test.'))
      .map((file) => readFileSync(path.join(root, folder, file), 'utf8')),
  )
  return [...new Set(sources.flatMap((text) => [...text.matchAll(NAMED)].map((match) => match[1] ?? '')))]
}
const NAMED = /path\.join\((?:\w+\(\)\.)?(?:\w+\.)?dataDir, '([\w./-]+)'/g

describe('the folder of the console', () => {
  it('holds nothing that is not listed, as far as the code names it', () => {
    const named = filesInCode()
    expect(named).toEqual(expect.arrayContaining(['key', 'setup-code', 'setup-done', 'demo', 'database']))
    const isFolder = ['demo', 'database', 'running', 'vault']
    expect(fileFaults(named.map((name) => (isFolder.includes(name) ? `${name}/log/x` : name)))).toEqual([])
  })

  it('notices a planted file', () => {
    expect(fileFaults(['key', 'demo/mastodon.json', 'database/cluster/base/1/2', 'answers/1.json', 'raw'])).toEqual([
      'unlisted: answers/1.json',
      'unlisted: raw',
    ])
  })
})
