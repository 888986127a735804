import type pg from 'pg'

/** Left out: who is here at this moment, what waits to be done, and what is gone within days anyway. */
const LEFT_OUT = [
  '_prisma_migrations',
  'app_process',
  'attempt',
  'case_lease',
  'command_request',
  'reader_consent',
  'request_budget',
  'session',
  'stranger_refusal',
  'used_challenge',
  'webhook_delivery',
]
/** The wrapped keys of the vault: a part of their own, with a short life. */
export const KEY_TABLES = ['vault_case_key', 'vault_object_key']

/** The tables of one part, as the database has them. */
export async function tablesOf(client: pg.Client, part: 'main' | 'keys'): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' ORDER BY 1`,
  )
  const names = rows.map((row) => row.name)
  if (part === 'keys') return names.filter((name) => KEY_TABLES.includes(name))
  return names.filter((name) => ![...LEFT_OUT, ...KEY_TABLES].includes(name))
}

/** Media that nobody has judged are in no backup: neither their bytes nor their keys. */
export const WITHOUT_QUARANTINE: Record<string, string> = {
  vault_blob: `WHERE object_id IN (SELECT id FROM vault_object WHERE class <> 'quarantine')`,
  vault_object_key: `WHERE object_id IN (SELECT id FROM vault_object WHERE class <> 'quarantine')`,
  vault_case_key: `WHERE class <> 'quarantine'`,
}

/** The names of the migrations that made this database: only the same ones take its rows. */
export async function migrationsOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY 1',
  )
  return rows.map((row) => row.name)
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
