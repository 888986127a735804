import type { Connection, Permitted, SeenAnswer } from '@/lib/integrations/mastodon/client/connection'
import { MastodonFailure } from '@/lib/integrations/mastodon/client/failure'
import { type Db, sql } from '@/lib/platform/db/client'
import { setTimeout as pause } from 'node:timers/promises'
import { type Counter, countersOf, LONGEST_WINDOW_MS, type Priority, spokenOf, UNKNOWN_RESET_MS } from './model'

type BudgetDb = Pick<Db, '$queryRaw' | '$executeRaw'>

interface Spender {
  personId: string
  /** Which of their tokens. */
  purpose: string
  priority: Priority
}

/**
 * The hooks that keep a connection within what Mastodon allows, with one count for all processes. A call beyond it is refused
 * before it is made, as `rateLimited` with the moment of the reset; a 429 all the same makes everybody who acts as this person
 * wait for its reset.
 */
export function withinBudget(db: BudgetDb, spender: Spender): Required<Pick<Connection, 'permit' | 'onAnswer'>> {
  let offsetMs = 0
  const countersFor = ({ isPaging }: Permitted) => countersOf({ ...spender, isPaging })
  return {
    async permit(call) {
      const { method, path } = call
      if (await take(db, { personId: spender.personId, counters: countersFor(call), offsetMs })) return
      const resetAt = await resetOf(db, { personId: spender.personId, counters: countersFor(call), offsetMs })
      throw new MastodonFailure('rateLimited', { method, path, resetAt, isUnsent: true })
    },
    async onAnswer(seen) {
      offsetMs = offsetOf(seen) ?? offsetMs
      if (seen.status === 429) return hold(db, spender.personId, seen)
      // Others ask as the same person, too: only Mastodon knows of those. Far from the end it does not matter.
      if (seen.rate && seen.rate.remaining < seen.rate.limit / 2) {
        const counters = spokenOf(countersFor(seen), seen.rate, { at: seen.receivedAt, offsetMs })
        await raise(db, { personId: spender.personId, counters, used: seen.rate.limit - seen.rate.remaining })
      }
    },
  }
}

// Windows begin by the server's clock. A small difference is within what a Date header can tell.
const offsetOf = ({ clockOffsetMs }: SeenAnswer): number | null =>
  clockOffsetMs === null ? null : Math.abs(clockOffsetMs) > 2_000 ? clockOffsetMs : 0

interface Taking {
  personId: string
  counters: readonly Counter[]
  offsetMs: number
}

/** The counters with the windows in which they stand now, by the database's clock: processes need not agree about the time. */
const wanted = ({ counters, offsetMs }: Taking) => sql`
  SELECT w.counter, w.ceiling, to_timestamp(floor(extract(epoch FROM clock_timestamp() + ${offsetMs} * interval '1 ms') / w.s) * w.s)
    - ${offsetMs} * interval '1 ms' AS window_at, w.s
  FROM unnest(${counters.map((c) => c.name)}::text[], ${counters.map((c) => c.ceiling)}::int[],
    ${counters.map((c) => c.windowMs / 1000)}::int[]) AS w(counter, ceiling, s)`

/**
 * A new window begins a whole length after the last one, give or take what a Date header can tell. Whoever does not know yet how
 * far the server's clock is off counts in the window that is known.
 */
const isSameWindow = (asked: 'w' | 'excluded') =>
  asked === 'w'
    ? sql`w.window_at < b.window_at + (w.s - 3) * interval '1 s'`
    : sql`excluded.window_at < b.window_at + ((SELECT s FROM w WHERE w.counter = b.counter) - 3) * interval '1 s'`

/**
 * Counts the request where it may be made; in one statement, so that no two processes take the last one. Where another took it
 * between the look and the count, the other counters have counted one too many: they err on the quiet side.
 */
async function take(db: BudgetDb, taking: Taking): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>(sql`
    WITH w AS (${wanted(taking)}),
    full_ones AS (
      SELECT 1 FROM w JOIN request_budget b ON b.person_id = ${taking.personId}::uuid AND b.counter = w.counter
      WHERE b.held_until > clock_timestamp() OR (${isSameWindow('w')} AND b.used >= w.ceiling)
    )
    INSERT INTO request_budget AS b (person_id, counter, window_at, used)
    SELECT ${taking.personId}::uuid, counter, window_at, 1 FROM w WHERE NOT EXISTS (SELECT 1 FROM full_ones) ORDER BY counter
    ON CONFLICT (person_id, counter) DO UPDATE SET
      used = CASE WHEN ${isSameWindow('excluded')} THEN b.used + 1 ELSE 1 END,
      window_at = CASE WHEN ${isSameWindow('excluded')} THEN b.window_at ELSE excluded.window_at END
    WHERE NOT (${isSameWindow('excluded')}) OR b.used < (SELECT ceiling FROM w WHERE w.counter = b.counter)
    RETURNING 1 AS taken`)
  return rows.length === taking.counters.length
}

/** Until when a list may not be asked for as this person, by what all processes have counted; null when it may now. */
export async function fullUntil(db: BudgetDb, spender: Spender, now: Date): Promise<Date | null> {
  const counters = countersOf({ ...spender, isPaging: true })
  const until = await resetOf(db, { personId: spender.personId, counters, offsetMs: 0 })
  return until > now ? until : null
}

async function resetOf(db: BudgetDb, taking: Taking): Promise<Date> {
  const [row] = await db.$queryRaw<{ at: Date | null }[]>(sql`
    WITH w AS (${wanted(taking)})
    SELECT max(greatest(b.held_until, CASE WHEN ${isSameWindow('w')} AND b.used >= w.ceiling THEN b.window_at + w.s * interval '1 s' END)) AS at
    FROM w JOIN request_budget b ON b.person_id = ${taking.personId}::uuid AND b.counter = w.counter`)
  // Null when the window ended between the two statements.
  return row?.at ?? new Date(0)
}

async function hold(db: BudgetDb, personId: string, { rate }: SeenAnswer): Promise<void> {
  const until = rate?.resetAt ?? null
  await db.$executeRaw(sql`
    UPDATE request_budget SET held_until = least(clock_timestamp() + ${LONGEST_WINDOW_MS} * interval '1 ms',
      coalesce(${until}::timestamptz, clock_timestamp() + ${UNKNOWN_RESET_MS} * interval '1 ms'))
    WHERE person_id = ${personId}::uuid AND counter = 'person'`)
}

async function raise(
  db: BudgetDb,
  at: { personId: string; counters: readonly Counter[]; used: number },
): Promise<void> {
  await db.$executeRaw(sql`
    UPDATE request_budget SET used = ${at.used} WHERE person_id = ${at.personId}::uuid AND used < ${at.used}
    AND counter = ANY(${at.counters.map((c) => c.name)}::text[])`)
}

/**
 * The way out for background reading: one request in flight, over all processes and whatever asks (the list of reports, what a
 * webhook named, a look at a case). Whoever comes second waits for the first, and a hint goes before all others: those whose
 * requests follow each other closely would else take the turn again before it looks. The turn of a process that died ends by
 * itself.
 */
export function inTurn(
  db: BudgetDb,
  personId: string,
  http: Connection['http'],
  priority: Priority = 'background',
): Connection['http'] {
  const goesFirst = priority === 'hint'
  return {
    ...http,
    async ask(request) {
      let turn = await takeTurn(db, personId, goesFirst)
      while (!turn) {
        if (goesFirst) await wantTurn(db, personId)
        await pause(TURN_LOOK_MS)
        turn = await takeTurn(db, personId, goesFirst)
      }
      try {
        return await http.ask(request)
      } finally {
        await db.$executeRaw(sql`
          UPDATE request_budget SET held_until = NULL WHERE person_id = ${personId}::uuid
          AND ((counter = ${TURN} AND held_until = ${turn}) OR (${goesFirst} AND counter = ${TURN_WANTED}))`)
      }
    },
  }
}
const TURN = 'turn'
const TURN_WANTED = 'turn wanted'
// Said anew at every look: of a process that died in between nobody takes notice any more.
const WANTED_MS = 2_000
const TURN_LOOK_MS = 40
// Longer than any call may take (client/reports.ts waits a minute for a list).
const TURN_MS = 90_000

/** Until when it is ours, which tells it from the turn of whoever comes after us; null while somebody else has it. */
async function takeTurn(db: BudgetDb, personId: string, goesFirst: boolean): Promise<Date | null> {
  const rows = await db.$queryRaw<{ until: Date }[]>(sql`
    INSERT INTO request_budget AS b (person_id, counter, window_at, used, held_until)
    SELECT ${personId}::uuid, ${TURN}, now(), 0, now() + ${TURN_MS} * interval '1 ms'
    WHERE ${goesFirst} OR NOT EXISTS (SELECT FROM request_budget
      WHERE person_id = ${personId}::uuid AND counter = ${TURN_WANTED} AND held_until > now())
    ON CONFLICT (person_id, counter) DO UPDATE SET held_until = excluded.held_until
    WHERE b.held_until IS NULL OR b.held_until < now()
    RETURNING held_until AS until`)
  return rows[0]?.until ?? null
}

/** A hint waits for the turn: nobody else takes it until it has had it. */
async function wantTurn(db: BudgetDb, personId: string): Promise<void> {
  await db.$executeRaw(sql`
    INSERT INTO request_budget AS b (person_id, counter, window_at, used, held_until)
    VALUES (${personId}::uuid, ${TURN_WANTED}, now(), 0, now() + ${WANTED_MS} * interval '1 ms')
    ON CONFLICT (person_id, counter) DO UPDATE SET held_until = excluded.held_until`)
}
