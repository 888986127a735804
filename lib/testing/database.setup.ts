import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startDatabase } from '@/lib/launch/database.mjs'
import { migrate } from '@/lib/launch/migrate.mjs'
import { TEST_KEY } from './key'

declare module 'vitest' {
  interface ProvidedContext {
    /** Owner's address of the migrated template, and the app role's. */
    template: { ownerUrl: string; appUrl: string; maintenanceUrl: string; name: string }
  }
}

/** Once per run: a real PostgreSQL and a migrated template from which every test file gets a database of its own. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const started = process.env.TEST_DATABASE_URL
    ? null
    : await startDatabase({
        dataDir: path.join(import.meta.dirname, '../../.data/check'),
        log: () => undefined,
        throwaway: true,
      })
  const maintenanceUrl = process.env.TEST_DATABASE_URL ?? started?.maintenanceUrl ?? ''
  const name = `docket_test_${process.pid}_${Date.now()}`
  const maintenance = new pg.Client({ connectionString: maintenanceUrl })
  await maintenance.connect()
  await maintenance.query(`CREATE DATABASE ${name}`)
  const ownerUrl = inDatabase(maintenanceUrl, name)
  const { appUrl, role } = await migrate({ connectionString: ownerUrl, key: TEST_KEY, log: () => undefined })
  if (role !== 'own') throw new Error('the tests need an account that may create roles')
  provide('template', { ownerUrl, appUrl, maintenanceUrl, name })
  return async () => {
    const { rows } = await maintenance.query<{ datname: string }>(
      `SELECT datname FROM pg_database WHERE datname LIKE $1`,
      [`${name}%`],
    )
    for (const { datname } of rows) await maintenance.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`)
    await maintenance.query(`DROP ROLE IF EXISTS docket_login_${name}`)
    await maintenance.end()
    await started?.stop()
  }
}

function inDatabase(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}
