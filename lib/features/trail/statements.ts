import { isAddress, searchHashes } from '@/lib/platform/audit/search-keys'
import type { PersonActor } from '@/lib/platform/access/access'
import { type Db, type Sql, sql } from '@/lib/platform/db/client'
import type { AuditFilter } from './schema'
import { hiddenOf, type Scope } from './store'

/** The filters as a clause on `audit_row r` and `audit_link l`. */
export async function filterSql(db: Db, { reader }: Scope, filter: AuditFilter): Promise<Sql> {
  const { actor, command, kind, caseNumber, outcome, from, until, row, about, before } = filter
  const clauses = [
    ...(actor ? [sql`r.actor = ${actor}`] : []),
    ...(command ? [sql`r.command = ${command}`] : []),
    ...(kind ? [sql`r.command = ANY (${await commandsOf(db, kind)})`] : []),
    ...(outcome ? [sql`r.outcome = ${outcome}`] : []),
    ...(caseNumber ? [sql`r.case_id IN (SELECT c.id FROM "case" c WHERE c.number = ${caseNumber})`] : []),
    ...(from ? [sql`r.at >= ${new Date(`${from}T00:00:00Z`)}`] : []),
    ...(until ? [sql`r.at < ${new Date(Date.parse(`${until}T00:00:00Z`) + DAY_MS)}`] : []),
    ...(row ? [rowSql(row)] : []),
    ...(about ? [await aboutSql(db, reader, about)] : []),
    ...(before ? [await beforeSql(db, BigInt(before))] : []),
  ]
  return clauses.reduce((so, clause) => sql`${so} AND ${clause}`, sql`TRUE`)
}

const DAY_MS = 24 * 3_600_000

const rowSql = (row: string): Sql =>
  row.includes('-')
    ? sql`r.id = ${row}::uuid`
    : sql`r.id = (SELECT k.audit_id FROM audit_link k WHERE k.seq = ${BigInt(row)})`

/** Rows are told the latest first by when they were written; the number of a row leads to its place there. */
async function beforeSql(db: Db, seq: bigint): Promise<Sql> {
  const link = await db.auditLink.findUnique({ where: { seq } })
  // Asked of the database again: its times are finer than ours.
  return link
    ? sql`(r.recorded_at, r.id) < (SELECT b.recorded_at, b.id FROM audit_row b WHERE b.id = ${link.auditId}::uuid)`
    : sql`TRUE`
}

async function aboutSql(db: Db, reader: PersonActor, about: string): Promise<Sql> {
  const hashes = searchHashes(await soughtIn(db, reader, about))
  return sql`r.id IN (SELECT k.audit_id FROM search_key k WHERE k.hash = ANY (${hashes}::bytea[]))`
}

/** A handle is looked up in the mirror, the address of a post too; an id may be that of a person or of a post. */
async function soughtIn(db: Db, reader: PersonActor, about: string) {
  const { instanceId } = reader
  if (/^[0-9A-Za-z_-]{1,64}$/.test(about) && /\d/.test(about)) return { people: [about], posts: [about] }
  // Compared without case by a pattern: what stands for anything in one is escaped.
  const acct = about.replace(/^@/, '').replace(/[\\%_]/g, '\\$&')
  const accounts = await db.account.findMany({
    where: { instanceId, OR: [{ acct: { equals: acct, mode: 'insensitive' } }, { url: about }] },
    select: { remoteId: true },
    take: 20,
  })
  const ids = accounts.map(({ remoteId }) => remoteId)
  // Who has a case that the reader may not know of is not found by name: the rows of it name nobody.
  const hidden = await hiddenOf(db, reader, ids)
  const posts = await db.post.findMany({ where: { instanceId, url: about }, select: { remoteId: true }, take: 20 })
  return {
    people: ids.filter((id) => !hidden.has(id)),
    posts: posts.map(({ remoteId }) => remoteId),
    addresses: isAddress(about) ? [about] : [],
  }
}

async function commandsOf(db: Db, kind: string): Promise<string[]> {
  return (await distinct(db, 'command', sql`TRUE`)).filter((command) => command.startsWith(`${kind}.`))
}

/** All values of a column that has an index, from one to the next: the log itself may be long. */
export async function distinct(db: Db, column: 'actor' | 'command', where: Sql): Promise<string[]> {
  const value = column === 'actor' ? sql`r.actor` : sql`r.command`
  const rows = await db.$queryRaw<{ value: string }[]>(sql`
    WITH RECURSIVE known AS (
      (SELECT ${value} AS value FROM audit_row r ORDER BY ${value} LIMIT 1)
      UNION ALL
      SELECT (SELECT ${value} FROM audit_row r WHERE ${value} > known.value ORDER BY ${value} LIMIT 1) FROM known WHERE known.value IS NOT NULL)
    SELECT known.value FROM known WHERE known.value IS NOT NULL
      AND EXISTS (SELECT FROM audit_row r WHERE ${value} = known.value AND ${where}) ORDER BY known.value LIMIT 300`)
  return rows.map((row) => row.value)
}
