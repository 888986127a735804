import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { type Db, openDatabase } from '@/lib/platform/db/client'
import { TEST_KEY } from './key'

interface TestDatabase {
  /** As the app connects: a role that owns no table. */
  db: Db
  url: string
  /** As the owner of the tables, for what only an enemy inside would do. */
  ownerUrl: string
}

let made = 0

/** A database of this file's own, cloned from the migrated template; gone when the file is done. */
export async function freshDatabase(): Promise<TestDatabase> {
  const template = inject('template')
  made += 1
  const name = `${template.name}_${process.pid}_${made}`
  const maintenance = new pg.Client({ connectionString: template.maintenanceUrl })
  await maintenance.connect()
  // CREATE DATABASE wants the template to itself: other files wait their turn.
  await maintenance.query('SELECT pg_advisory_lock(4711)')
  await maintenance.query(`CREATE DATABASE ${name} TEMPLATE ${template.name}`)
  await maintenance.query('SELECT pg_advisory_unlock(4711)')
  await maintenance.end()
  const url = inDatabase(template.appUrl, name)
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'docket-test-'))
  afterAll(() => fs.rmSync(dataDir, { recursive: true, force: true }))
  Object.assign(process.env, {
    DATABASE_URL: url,
    DOCKET_DATA: dataDir,
    DOCKET_KEY: TEST_KEY.toString('base64url'),
    DOCKET_URL: 'http://localhost:3000',
    DOCKET_SETUP_CODE: 'ABCD-EFGH-JKLM',
  })
  const db = openDatabase(url)
  afterAll(() => db.$disconnect())
  return { db, url, ownerUrl: inDatabase(template.ownerUrl, name) }
}

function inDatabase(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}
