import { createHash } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { uuidv7 } from 'uuidv7'
import { Prisma, PrismaClient } from '@/generated/prisma/client'
import { countStatement } from '@/lib/platform/metrics/tally'

export type Db = PrismaClient
export type Tx = Prisma.TransactionClient
export type { Prisma }
export type CaseWhere = Prisma.CaseWhereInput
export type Json = Prisma.InputJsonValue
export const JsonNull = Prisma.DbNull
export const sql = Prisma.sql
/** For names of tables and columns of our own, never for what came from anywhere else. */
export const raw = Prisma.raw
export type Sql = Prisma.Sql

/** One client per process and address; Next reloads modules in development, hence the global. */
export function openDatabase(url: string): Db {
  const kept = clients.get(url)
  if (kept) return kept
  const pool = { connectionString: url, max: 10, Client: CountingClient }
  const client = new PrismaClient({ adapter: new PrismaPg(pool, { statementNameGenerator: ({ sql }) => nameOf(sql) }) })
  clients.set(url, client)
  return client
}

/**
 * A statement that pages ask for over and over in the same words: each connection keeps how it is run, because to find that out
 * takes PostgreSQL longer than to run it. Not for one whose best way hangs on its values (a text that is searched for).
 */
export const kept = (statement: Sql): Sql => sql`/* kept */ ${statement}`

// Each costs every connection some memory; what comes after these is planned each time as any other.
const MOST_KEPT = 64
const names = new Map<string, string>()
function nameOf(text: string): string {
  if (!text.startsWith('/* kept */')) return ''
  const known = names.get(text)
  if (known !== undefined || names.size >= MOST_KEPT) return known ?? ''
  const name = `kept_${names.size}_${createHash('sha256').update(text).digest('hex').slice(0, 16)}`
  names.set(text, name)
  return name
}

/**
 * Tells the request in whose course a statement is sent, and sends one after the other: inside a transaction Prisma asks for the
 * relations of an `include` all at once on the one client, which pg lets its caller line up from version 9 on.
 */
class CountingClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config)
    const query: (...args: unknown[]) => unknown = this.query.bind(this)
    let asked: Promise<unknown> | null = null
    Reflect.set(this, 'query', (...args: unknown[]) => {
      const [first] = args
      const text = typeof first === 'object' && first !== null ? Reflect.get(first, 'text') : first
      countStatement(String(text))
      // A pool hears by a callback, and asks nothing else before.
      if (typeof args.at(-1) === 'function') return query(...args)
      const answer = asked ? asked.then(() => query(...args)) : Promise.resolve(query(...args))
      const ended = answer.then(done, done)
      function done(): void {
        if (asked === ended) asked = null
      }
      asked = ended
      return answer
    })
  }
}

const shared = globalThis as { docketClients?: Map<string, Db> }
const clients = (shared.docketClients ??= new Map<string, Db>())

export const newId = (): string => uuidv7()

const ATTEMPTS = 5

/** Runs in one transaction; repeats it when the database asks for that (serialisation, deadlock), never otherwise. */
export async function transaction<T>(db: Db, run: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.$transaction(run, { timeout: 30_000, maxWait: 15_000 })
    } catch (error) {
      if (attempt === ATTEMPTS || !mayRepeat(error)) throw error
    }
  }
}

// A conflict raised by a statement is P2034; one raised at COMMIT comes as the adapter's own error with PostgreSQL's code.
function mayRepeat(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return isConflict(error.cause)
  // A statement of our own writing tells of it in its own way (P2010), with PostgreSQL's code inside.
  const adapter = error.meta?.driverAdapterError
  return error.code === 'P2034' || (adapter instanceof Error && isConflict(adapter.cause))
}

/** PostgreSQL's codes for "could not serialise" and "deadlock": whoever was chosen to lose begins again. */
function isConflict(cause: unknown): boolean {
  const code = typeof cause === 'object' && cause !== null && 'originalCode' in cause ? cause.originalCode : undefined
  return code === '40001' || code === '40P01'
}

/** Whether a write met a row that was there already (unique violation). */
export function isDuplicate(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
}
