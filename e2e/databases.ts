import pg from 'pg'

let made = 0

/** A fresh database of the migrated shape; gone when the run is over. */
export async function freshDatabase(): Promise<string> {
  const template = process.env.JOURNEY_TEMPLATE ?? ''
  made += 1
  const name = `${template}_${process.pid}_${made}`
  const maintenance = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL })
  await maintenance.connect()
  await maintenance.query(`CREATE DATABASE ${name} TEMPLATE ${template}`)
  await maintenance.end()
  return databaseUrl(name)
}

export function databaseUrl(name: string): string {
  const url = new URL(process.env.TEST_DATABASE_URL ?? '')
  url.pathname = `/${name}`
  return url.href
}
