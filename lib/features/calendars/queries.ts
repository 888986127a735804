import { visibleAndOrdinary } from '@/lib/features/cases/model'
import { isClock, ruleOf } from '@/lib/features/deadlines/deadlines'
import { type Added, fold, isWindowClosed, marksOf } from '@/lib/features/deadlines/model'
import { addedDaysOf, deltaOf, entryOf } from '@/lib/features/deadlines/queries'
import type { Direction } from '@/lib/features/deadlines/schema'
import { type Day, isWeekend, parseDay } from '@/lib/platform/calendar/days'
import { CALENDAR_IDS, CALENDARS } from '@/lib/platform/calendar/nationwide'
import { can } from '@/lib/platform/access/access'
import type { CaseWhere, Db } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery } from '@/lib/platform/queries/define'
import { type CalendarsView, type DayPreview, dayInput, type Move } from './schema'
import { z } from 'zod'

type Reading = Pick<Db, 'clock' | 'addedDay'>

/** The calendars, counsel's days, and what computed today would come out differently. */
export const list = defineQuery({
  name: 'calendars.list',
  permission: 'settings.read',
  input: z.object({}),
  async run({ db, actor }): Promise<CalendarsView> {
    if (actor.kind !== 'person') throw new AppError('signIn.needed')
    const rows = await db.addedDay.findMany({ where: { instanceId: actor.instanceId }, orderBy: { day: 'asc' } })
    const people = await db.person.findMany({ where: { id: { in: rows.map((row) => row.addedById) } } })
    return {
      added: rows.map(({ id, calendar, day, why, addedById, addedAt }) => ({
        id,
        calendar,
        day,
        why,
        by: people.find((person) => person.id === addedById)?.acct ?? '',
        at: addedAt.toISOString(),
      })),
      calendars: CALENDAR_IDS.map((id) => CALENDARS(id)).map(({ id, version, source }) => ({ id, version, source })),
      mayAdd: can(actor, 'calendar.write'),
      differing: await differingOf(db, visibleAndOrdinary(actor), actor.instanceId),
    }
  },
})

/** What a day that counsel would add moves, before anybody adds it. */
export const preview = defineQuery({
  name: 'calendars.preview',
  permission: 'calendar.write',
  input: dayInput,
  async run({ db, actor, now }, { calendar, day }): Promise<DayPreview> {
    if (actor.kind !== 'person') throw new AppError('signIn.needed')
    const number = dayToAdd(calendar, day, now)
    const added = withDay(await addedDaysOf(db, actor.instanceId), calendar, number)
    const all = await effectsOf(db, { instanceId: actor.instanceId }, { calendar, added })
    const seen = await effectsOf(db, visibleAndOrdinary(actor), { calendar, added })
    return {
      moves: seen.flatMap(({ moves }) => moves),
      closes: seen.filter(({ isClosed }) => isClosed).map(({ where }) => where),
      hidden: all.length - seen.length,
    }
  },
})

/** A working day of the calendar that lies within three years: anything else moves nothing, or is a slip of the hand. */
export function dayToAdd(calendar: string, written: string, now: Date): Day {
  const day = parseDay(written)
  const today = Math.floor(now.getTime() / 86_400_000)
  if (day === null || isWeekend(day) || Math.abs(day - today) > 3 * 366) throw new AppError('clock.dayWrong')
  if (CALENDARS(calendar).on(day) === 'holiday') throw new AppError('clock.dayWrong')
  return day
}

export function withDay(added: Added, calendar: string, day: Day): Added {
  return new Map([...added, [calendar, new Set([...(added.get(calendar) ?? []), day])]])
}

export interface Effect {
  clockId: string
  where: { caseId: string; number: number; kind: string; clock: string }
  moves: Move[]
  isClosed: boolean
}

/** Open clocks of a calendar that come out differently with these added days. */
export async function effectsOf(
  db: Reading,
  sight: CaseWhere,
  { calendar, added }: { calendar: string; added: Added },
): Promise<Effect[]> {
  const clocks = await db.clock.findMany({
    where: { calendar, state: { in: ['running', 'paused'] }, case: sight },
    include: { entries: { orderBy: { number: 'asc' } }, marks: true, case: { select: { number: true, kind: true } } },
  })
  return clocks.flatMap((clock) => {
    if (!isClock(clock.name)) return []
    const rule = ruleOf(clock.name)
    const marks = marksOf(rule, fold(rule, clock.entries.map(entryOf)).facts, CALENDARS, added)
    const where = { caseId: clock.caseId, number: clock.case.number, kind: clock.case.kind, clock: clock.name }
    const moves = marks.flatMap((mark) => {
      const before = clock.marks.find((one) => one.name === mark.name)
      if (!before || before.at.getTime() === mark.at.getTime()) return []
      const { zone } = clock
      const to = mark.at.toISOString()
      const direction: Direction = mark.direction
      return [{ ...where, mark: mark.name, direction, from: before.at.toISOString(), to, zone }]
    })
    return moves.length > 0 ? [{ clockId: clock.id, where, moves, isClosed: isWindowClosed(marks) }] : []
  })
}

async function differingOf(db: Reading, sight: CaseWhere, instanceId: string): Promise<CalendarsView['differing']> {
  const added = await addedDaysOf(db, instanceId)
  const clocks = await db.clock.findMany({
    where: { state: { in: ['running', 'paused'] }, case: sight, OR: olderVersions() },
    include: { entries: { orderBy: { number: 'asc' } }, marks: true, case: { select: { number: true, kind: true } } },
    take: 500,
  })
  return clocks.flatMap((clock) => {
    if (!isClock(clock.name)) return []
    const rule = ruleOf(clock.name)
    const marks = clock.marks.map((mark) => ({ ...mark, direction: 'target' as const, at: mark.at.toISOString() }))
    const delta = deltaOf(clock.name, { folded: fold(rule, clock.entries.map(entryOf)), marks, added })
    return delta === null
      ? []
      : [{ caseId: clock.caseId, number: clock.case.number, kind: clock.case.kind, clock: clock.name }]
  })
}

/** Clocks that were computed with other data than there is now. */
const olderVersions = () =>
  CALENDAR_IDS.map((id) => ({ calendar: id, calendarVersion: { not: CALENDARS(id).version } }))
