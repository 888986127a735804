import pg from 'pg'
import { build } from '@/lib/launch/build.mjs'
import { startDatabase } from '@/lib/launch/database.mjs'
import { migrate } from '@/lib/launch/migrate.mjs'
import { testFolder } from '@/lib/launch/unit.mjs'
import { databaseUrl } from './databases'

/** Once per run: built pages, a PostgreSQL, and in it a migrated template from which each console gets its own database. */
export default async function openGround(): Promise<() => Promise<void>> {
  await build()
  const quiet = () => undefined
  const started = process.env.TEST_DATABASE_URL
    ? null
    : await startDatabase({ dataDir: testFolder, log: quiet, throwaway: true })
  process.env.TEST_DATABASE_URL ??= started?.maintenanceUrl ?? ''
  const template = `docket_journey_${process.pid}`
  process.env.JOURNEY_TEMPLATE = template
  const maintenance = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL })
  await maintenance.connect()
  await maintenance.query(`CREATE DATABASE ${template}`)
  await migrate({ connectionString: databaseUrl(template), log: quiet })
  return async () => {
    const { rows } = await maintenance.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE datname LIKE $1',
      [`${template}%`],
    )
    for (const { datname } of rows) {
      await maintenance.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`)
      await maintenance.query(`DROP ROLE IF EXISTS docket_login_${datname}`)
    }
    await maintenance.end()
    await started?.stop()
  }
}
