import { ruleOf } from '@/lib/features/deadlines/deadlines'
import { marksOf } from '@/lib/features/deadlines/model'
import { addedDaysOf } from '@/lib/features/deadlines/queries'
import type { Facts } from '@/lib/features/letters/schema'
import { isStanding } from '@/lib/features/notices/model'
import { counterStateOf } from '@/lib/features/notices/queries'
import { wordsOf } from '@/lib/features/papers/readings'
import { isoDay } from '@/lib/platform/calendar/days'
import { CALENDARS } from '@/lib/platform/calendar/nationwide'
import type { Tx } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { day } from '@/lib/platform/i18n/time'
import { COUNTER_ELEMENTS } from './schema'

interface At {
  caseId: string
  accountId: string | null
  instanceId: string
  zone: string
}

/** A counter-notice as letters tell of it: the one that stands, with what belongs to it. */
export async function counterOf(db: Tx, { caseId, accountId, instanceId, zone }: At): Promise<Facts['counter']> {
  const rows = await db.counterNotice.findMany({
    where: { caseId, ...(accountId ? { accountId } : {}) },
    orderBy: { receivedAt: 'desc' },
  })
  const row = rows.find((one) => isStanding(counterStateOf(one.state))) ?? rows[0]
  if (!row) return null
  // Whoever sends what was missing need not repeat the rest: the versions before are part of it, the first one first.
  const before = rows.filter((one) => one.state === 'replaced' && one.accountId === row.accountId).toReversed()
  const papers = await Promise.all([...before, row].map(({ paperId }) => wordsOf(db, paperId)))
  const elements = new Map(Object.entries(row.elements ?? {}))
  const { receivedAt, name, address, phone, text, docket } = row
  // 512(g)(2)(C) counts when the agent was told, and not when two people had agreed that it holds.
  const court = row.heldPaperId
    ? await db.courtPaper.findFirst({ where: { counterId: row.id, paperId: row.heldPaperId } })
    : null
  return {
    receivedAt,
    name,
    address,
    phone,
    text,
    docket,
    heldAt: court?.receivedAt ?? row.heldAt,
    original: papers.every((one) => one.text === null) ? null : papers.flatMap(({ text }) => text ?? []).join('\n\n'),
    isEnclosed: papers.some((one) => one.isEnclosed),
    missing: COUNTER_ELEMENTS.filter((element) => elements.get(element) !== true),
    window: await windowOf(db, { clockId: row.clockId, receivedAt, instanceId, zone }),
  }
}

/** As its clock has it, or, before there is one, as the rule gives it; null where a day of the calendar is not known. */
async function windowOf(
  db: Tx,
  {
    clockId,
    receivedAt,
    instanceId,
    zone,
  }: { clockId: string | null; receivedAt: Date; instanceId: string; zone: string },
): Promise<{ opens: string; closes: string } | null> {
  const kept = clockId ? await db.clockMark.findMany({ where: { clockId } }) : []
  const marks = kept.length > 0 ? kept : await marksAhead(db, { receivedAt, instanceId, zone })
  const opens = marks.find(({ name }) => name === 'opens')?.day
  const closes = marks.find(({ name }) => name === 'closes')?.day
  return opens && closes ? { opens: dayOf(opens), closes: dayOf(closes) } : null
}

async function marksAhead(
  db: Tx,
  { receivedAt, instanceId, zone }: { receivedAt: Date; instanceId: string; zone: string },
) {
  const facts = { at: receivedAt, zone, calendar: 'US-FED', complianceOn: null }
  try {
    const marks = marksOf(ruleOf('dmca.putBack'), facts, CALENDARS, await addedDaysOf(db, instanceId))
    return marks.map((mark) => ({ name: mark.name, day: mark.day === null ? null : isoDay(mark.day) }))
  } catch (error) {
    if (error instanceof AppError) return []
    throw error
  }
}

const dayOf = (iso: string): string => day(`${iso}T00:00:00Z`)
