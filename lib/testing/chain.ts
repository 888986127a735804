import pg from 'pg'
import { afterAll } from 'vitest'
import type { PersonActor } from '@/lib/platform/access/access'
import { record, type Remembered } from '@/lib/platform/audit/record'
import { type Db, sql, transaction } from '@/lib/platform/db/client'

export const KOFI_ID = '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d'
export const kofi: PersonActor = {
  kind: 'person',
  id: KOFI_ID,
  instanceId: '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1e',
  remoteId: '7',
  name: 'kofi',
  roles: ['moderator'],
  mastodon: 16n,
}

/** A row of its own transaction. */
export function remember(db: Db, row: Partial<Remembered> = {}): Promise<string> {
  const now = new Date('2026-11-24T12:00:00Z')
  return transaction(db, (tx) => record(tx, kofi, now, { command: 'cases.addNote', outcome: 'done', ...row }))
}

export interface Fault {
  seq: string
  fault: string
}

/** What the database finds wrong with the chain first; null when it is whole. */
export async function firstFault(db: Pick<Db, '$queryRaw'>): Promise<Fault | null> {
  const rows = await db.$queryRaw<Fault[]>(sql`SELECT seq::text, fault FROM audit_first_fault()`)
  return rows[0] ?? null
}

/** A connection for statements that Prisma would not send; closed with the file. */
export async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  afterAll(() => client.end())
  return client
}
