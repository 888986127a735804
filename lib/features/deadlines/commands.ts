import { z } from 'zod'
import { answerOf, moveOn, takeUp } from '@/lib/features/cases/commands'
import { caseRef } from '@/lib/features/cases/schema'
import { isoDay, parseDay } from '@/lib/platform/calendar/days'
import { CALENDARS } from '@/lib/platform/calendar/nationwide'
import { isZone } from '@/lib/platform/calendar/zones'
import { nameOf } from '@/lib/platform/access/access'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { newId } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { type ClockName, isClock, ruleOf } from './deadlines'
import { type Entry, fold, isWindowClosed, marksOf, mayEnter, nextMomentAt, objectionTo } from './model'
import { addedDaysOf, clockOf, type ClockRow, entryOf } from './queries'
import { entryInput, startInput, type StartInput } from './schema'

export const start = defineCommand({
  name: 'deadlines.start',
  permission: 'case.work',
  input: caseRef.extend({ start: startInput }),
  isPublicDoor: true,
  async run(context, { caseId, version, start: given }) {
    const row = await takeUp(context, { caseId, version })
    const clockId = await startClock(context, row, given)
    context.remember({ caseId, fields: { clock: given.clock, clockId, at: given.at, zone: given.zone } })
    return answerOf(caseId, await moveOn(context, caseId))
  },
})

/** Writes into a clock's ledger; what it comes to is computed from the whole. */
export const enter = defineCommand({
  name: 'deadlines.enter',
  permission: 'case.work',
  input: caseRef.extend({ clockId: z.uuid(), entry: entryInput }),
  isPublicDoor: true,
  async run(context, { caseId, version, clockId, entry: given }) {
    const row = await takeUp(context, { caseId, version })
    const clock = await clockOf(context.tx, { caseId, clockId })
    if (!clock) throw new AppError('notFound')
    const rule = ruleOf(clock.name)
    const entries = clock.entries.map(entryOf)
    const folded = fold(rule, entries)
    if (!mayEnter(rule, folded).includes(given.kind)) throw new AppError('clock.notNow')
    const entry: Entry = { kind: given.kind, at: 'at' in given ? new Date(given.at) : context.now }
    if (entry.at.getTime() > context.now.getTime() + SLACK_MS) throw new AppError('clock.ahead')
    const marks = marksOf(rule, folded.facts, CALENDARS)
    const objection = objectionTo(rule, folded, entry, marks)
    if (objection) throw new AppError(objection)
    const reason = 'reason' in given ? given.reason : ''
    await append(context, clock, { entry, reason, instanceId: row.instanceId })
    context.remember({ caseId, fields: { clock: clock.name, clockId, entry: given.kind, reason } })
    return answerOf(caseId, await moveOn(context, caseId))
  },
})

/** Clocks of browsers differ a little from ours. */
const SLACK_MS = 60_000

/** Starts a clock on a case that the caller has locked. */
export async function startClock(
  context: CommandContext,
  { id: caseId, instanceId }: { id: string; instanceId: string },
  given: StartInput,
): Promise<string> {
  const { clock: name, zone, calendar } = given
  if (!isClock(name)) throw new AppError('clock.unknown', { clock: name })
  if (!isZone(zone)) throw new AppError('badInput', { fields: 'zone' })
  const at = new Date(given.at)
  if (at.getTime() > context.now.getTime() + SLACK_MS) throw new AppError('clock.ahead')
  const complianceOn = given.complianceOn ? parseDay(given.complianceOn) : null
  if (given.complianceOn && complianceOn === null) throw new AppError('badInput', { fields: 'complianceOn' })
  const id = newId()
  const rule = ruleOf(name)
  if (rule.onlyCalendar && calendar !== rule.onlyCalendar) throw new AppError('badInput', { fields: 'calendar' })
  const facts = { zone, calendar: rule.needsCalendar ? calendar : null }
  const row = { id, caseId, name, ...facts, startedAt: at, ruleVersion: rule.version }
  await context.tx.clock.create({ data: row })
  const entry: Entry = { kind: 'started', at, ...facts, complianceOn }
  await append(context, { id, name, startedAt: at, entries: [] }, { entry, reason: '', instanceId })
  return id
}

/** What a case's running clocks of one name have come to: met, missed, or that they count for nothing. Those that ended stay as they are. */
export async function endClocks(
  context: CommandContext,
  { id: caseId, instanceId }: { id: string; instanceId: string },
  { clock: name, kind, reason }: Ending,
): Promise<number> {
  const rows = await context.tx.clock.findMany({ where: { caseId, name, state: { in: ['running', 'paused'] } } })
  for (const { id: clockId } of rows) {
    const clock = await clockOf(context.tx, { caseId, clockId })
    if (clock) await append(context, clock, { entry: { kind, at: context.now }, reason, instanceId })
  }
  return rows.length
}

interface Ending {
  clock: ClockName
  kind: 'met' | 'missed' | 'withdrawn'
  reason: string
}

/** The same of one clock, where a case has several of a name: each counter-notice has its own (512(g)(2)(C)). */
export async function endClock(
  context: CommandContext,
  { id: caseId, instanceId }: { id: string; instanceId: string },
  { clockId, kind, reason }: { clockId: string | null; kind: 'met' | 'missed' | 'withdrawn'; reason: string },
): Promise<void> {
  const clock = clockId ? await clockOf(context.tx, { caseId, clockId }) : null
  if (!clock || (clock.state !== 'running' && clock.state !== 'paused')) return
  await append(context, clock, { entry: { kind, at: context.now }, reason, instanceId })
}

interface Addition {
  entry: Entry
  reason: string
  instanceId: string
}

/** One more line, and what all of them come to now, with the versions by which it was computed. */
export async function append(
  context: Pick<CommandContext, 'tx' | 'actor' | 'now'>,
  clock: Pick<ClockRow, 'id' | 'name' | 'startedAt' | 'entries'>,
  { entry, reason, instanceId }: Addition,
): Promise<void> {
  const { tx, actor, now } = context
  const rule = ruleOf(clock.name)
  const { facts, state } = fold(rule, [...clock.entries.map(entryOf), entry])
  const added = await addedDaysOf(tx, instanceId)
  const marks = marksOf(rule, facts, CALENDARS, added)
  const isOpen = state === 'running' || state === 'paused'
  const calendarVersion = facts.calendar ? CALENDARS(facts.calendar).version : null
  const addedDays = [...((facts.calendar && added.get(facts.calendar)) || [])].map(isoDay).toSorted()
  const written = marks.map(({ name, direction, at, day }) => ({
    name,
    direction,
    at: at.toISOString(),
    day: day === null ? null : isoDay(day),
  }))
  const { zone, calendar, complianceOn } = entry
  const own = { zone, calendar, complianceOn: complianceOn ? isoDay(complianceOn) : null }
  await tx.clockEntry.create({
    data: {
      id: newId(),
      clockId: clock.id,
      number: clock.entries.length + 1,
      kind: entry.kind,
      at: entry.at,
      by: nameOf(actor),
      ruleVersion: rule.version,
      calendarVersion,
      data: { ...(entry.kind === 'started' ? own : {}), reason, addedDays, marks: written },
    },
  })
  await tx.clock.update({
    where: { id: clock.id },
    data: { state, ruleVersion: rule.version, calendarVersion, addedDays, isWindowClosed: isWindowClosed(marks) },
  })
  await tx.clockMark.deleteMany({ where: { clockId: clock.id } })
  await tx.clockMark.createMany({
    data: marks.map((mark, n) => ({
      clockId: clock.id,
      name: mark.name,
      direction: mark.direction,
      at: mark.at,
      day: written[n]?.day ?? null,
      isOpen,
      remindAt: isOpen ? nextMomentAt(mark, clock.startedAt, now) : null,
    })),
  })
}
