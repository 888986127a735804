import { z } from 'zod'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import { visibleAndOrdinarySql } from '@/lib/features/cases/statements'
import { parseDay } from '@/lib/platform/calendar/days'
import { CALENDARS } from '@/lib/platform/calendar/nationwide'
import { type Actor, can } from '@/lib/platform/access/access'
import { type Db, sql } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env/env'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery } from '@/lib/platform/queries/define'
import { isClock, ruleOf, type ClockName } from './deadlines'
import { type Added, type Entry, fold, marksOf, mayEnter } from './model'
import { type ClockView, type Delta, type DueRow, type DueView, type EntryKind, ENTRY_KINDS } from './schema'

const MOST = 200

/** Everything due in the cases that somebody may see, the earliest first. */
export const due = defineQuery({
  name: 'deadlines.due',
  permission: 'report.read',
  input: z.object({ isMine: z.boolean().default(false) }),
  async run({ db, actor, now }, { isMine }): Promise<DueView> {
    if (actor.kind !== 'person') throw new AppError('signIn.needed')
    const mine = isMine ? sql`AND c.owner_id = ${actor.id}::uuid` : sql``
    const rows = await db.$queryRaw<FoundRow[]>(sql`
      SELECT c.id AS "caseId", c.number, c.kind, coalesce(h.title, nullif(n.principal, ''), n.sender_name, '') AS title, k.name AS clock, k.id AS "clockId",
        m.name AS mark, m.direction, m.at, m.day, k.zone, p.acct AS owner, k.state = 'paused' AS "isPaused",
        k.is_window_closed AS "isWindowClosed"
      FROM clock_mark m JOIN clock k ON k.id = m.clock_id JOIN "case" c ON c.id = k.case_id
        LEFT JOIN hand_case h ON h.case_id = c.id LEFT JOIN notice n ON n.case_id = c.id LEFT JOIN person p ON p.id = c.owner_id
      WHERE m.is_open AND ${visibleAndOrdinarySql(actor)} ${mine}
      ORDER BY m.at, m.clock_id LIMIT ${MOST + 1}`)
    const own = await db.personClock.findUnique({ where: { personId: actor.id } })
    const [counts] = await db.$queryRaw<DueCounts[]>(dueSql(actor, now))
    return {
      rows: rows.slice(0, MOST).map(({ at, ...row }) => ({
        ...row,
        at: at.toISOString(),
        citation: isClock(row.clock) ? ruleOf(row.clock).citation : '',
      })),
      isCut: rows.length > MOST,
      overdue: counts?.overdue ?? 0,
      past: counts?.past ?? 0,
      soon: counts?.soon ?? 0,
      zone: own?.zone ?? 'UTC',
      isMailOn: env().smtp !== null,
      now: now.toISOString(),
    }
  },
})
type FoundRow = Omit<DueRow, 'at' | 'citation'> & { at: Date }

const SOON_MS = 24 * 3600_000

export interface DueCounts {
  overdue: number
  soon: number
  past: number
}

/**
 * What must be done in time and is not, what must be done within a day, and clocks of which only the operator's target has passed:
 * three numbers, as a statement. Where a law says "promptly" the target is all that there is, and it is late all the same.
 */
export function dueSql(actor: Actor, now: Date) {
  const isLate = sql`m.at < ${now}::timestamptz`
  const isLaw = sql`m.direction <> 'target'`
  return sql`SELECT coalesce(sum(x.overdue), 0)::int AS overdue, coalesce(sum(x.soon), 0)::int AS soon,
      (count(*) FILTER (WHERE x.overdue = 0 AND x.is_past))::int AS past
    FROM (SELECT count(*) FILTER (WHERE ${isLaw} AND ${isLate}) AS overdue, count(*) FILTER (WHERE ${isLaw} AND NOT ${isLate}) AS soon,
        bool_or(NOT ${isLaw} AND ${isLate}) AS is_past
      FROM clock_mark m JOIN clock k ON k.id = m.clock_id JOIN "case" c ON c.id = k.case_id
      WHERE ${can(actor, 'report.read')} AND m.is_open AND m.at < ${new Date(now.getTime() + SOON_MS)}::timestamptz
        AND m.direction IN ('actBy', 'notAfter', 'target') AND ${visibleAndOrdinarySql(actor)}
      GROUP BY m.clock_id) x`
}

/** The clocks of a case, with their ledgers, for whoever may see it. */
export const ofCase = defineQuery({
  name: 'deadlines.ofCase',
  permission: 'report.read',
  input: z.object({ caseId: z.uuid() }),
  async run({ db, actor, now }, { caseId }) {
    const row = await db.case.findFirst({ where: { AND: [{ id: caseId }, visibleAndOrdinary(actor)] } })
    if (!row) throw new AppError('notFound')
    return { version: row.version, clocks: await clocksOf(db, row), now: now.toISOString() }
  },
})

type Reading = Pick<Db, 'clock' | 'addedDay'>

export async function clocksOf(db: Reading, row: { id: string; instanceId: string }): Promise<ClockView[]> {
  const found = await db.clock.findMany({
    where: { caseId: row.id },
    include: { entries: { orderBy: { number: 'asc' } }, marks: { orderBy: { at: 'asc' } } },
    orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
  })
  const added = await addedDaysOf(db, row.instanceId)
  return found.flatMap((clock) => {
    if (!isClock(clock.name)) return []
    const rule = ruleOf(clock.name)
    const folded = fold(rule, clock.entries.map(entryOf))
    const marks = clock.marks.map(({ name, direction, at, day }) => ({
      name,
      // Written by our own commands from the same union.
      direction: direction as Delta['direction'],
      at: at.toISOString(),
      day,
    }))
    const { id, name, zone, calendar, ruleVersion, calendarVersion, addedDays, isWindowClosed } = clock
    return [
      {
        id,
        name,
        zone,
        calendar,
        ruleVersion,
        calendarVersion,
        addedDays,
        isWindowClosed,
        marks,
        family: rule.family,
        citation: rule.citation,
        state: folded.state,
        startedAt: clock.startedAt.toISOString(),
        entries: clock.entries.map((entry) => ({
          number: entry.number,
          kind: kindOf(entry.kind),
          at: entry.at.toISOString(),
          recordedAt: entry.recordedAt.toISOString(),
          by: entry.by,
          reason: dataOf(entry.data).reason,
        })),
        delta: ['running', 'paused'].includes(folded.state) ? deltaOf(clock.name, { folded, marks, added }) : null,
        may: mayEnter(rule, folded),
      },
    ]
  })
}

interface Computed {
  folded: ReturnType<typeof fold>
  marks: ClockView['marks']
  added: Added
}

/** What would be different if it were computed now. */
export function deltaOf(name: ClockName, { folded, marks, added }: Computed): ClockView['delta'] {
  try {
    const fresh = marksOf(ruleOf(name), folded.facts, CALENDARS, added)
    const deltas = fresh.flatMap((mark): Delta[] => {
      const before = marks.find((one) => one.name === mark.name)
      if (before?.at === mark.at.toISOString()) return []
      return [{ mark: mark.name, direction: mark.direction, from: before?.at ?? null, to: mark.at.toISOString() }]
    })
    return deltas.length > 0 ? deltas : null
  } catch (error) {
    if (error instanceof AppError) return 'notKnown'
    throw error
  }
}

export async function clockOf(tx: Pick<Db, 'clock'>, { caseId, clockId }: { caseId: string; clockId: string }) {
  const row = await tx.clock.findFirst({
    where: { id: clockId, caseId },
    include: { entries: { orderBy: { number: 'asc' } } },
  })
  return row && isClock(row.name) ? { ...row, name: row.name } : null
}
export type ClockRow = NonNullable<Awaited<ReturnType<typeof clockOf>>>

interface EntryRow {
  kind: string
  at: Date
  data: unknown
}

const entryData = z.object({
  zone: z.string().optional(),
  calendar: z.string().nullish(),
  complianceOn: z.string().nullish(),
  reason: z.string().default(''),
})
const dataOf = (data: unknown) => entryData.parse(data)
const kindOf = (kind: string): EntryKind => ENTRY_KINDS.find((known) => known === kind) ?? 'recomputed'

export function entryOf({ kind, at, data }: EntryRow): Entry {
  const { zone, calendar, complianceOn } = dataOf(data)
  return {
    kind: kindOf(kind),
    at,
    ...(zone ? { zone } : {}),
    calendar: calendar ?? null,
    complianceOn: complianceOn ? parseDay(complianceOn) : null,
  }
}

/** Counsel's days of an instance, by calendar. */
export async function addedDaysOf(db: Pick<Db, 'addedDay'>, instanceId: string): Promise<Added> {
  const rows = await db.addedDay.findMany({ where: { instanceId } })
  const added = new Map<string, Set<number>>()
  for (const { calendar, day } of rows)
    added.set(calendar, (added.get(calendar) ?? new Set()).add(parseDay(day) ?? NaN))
  return added
}
