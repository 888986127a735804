import { isAloneOn } from '@/lib/features/alone/commands'
import { secondBarrier } from '@/lib/features/alone/model'
import {
  COURT_DECISIONS,
  COURT_SORTS,
  holdsUp,
  isSetAside,
  missingIn,
  putBackBarrier,
  runsAt,
} from '@/lib/features/counters/model'
import { elementsOf } from '@/lib/features/counters/queries'
import type { CounterView, CourtView } from '@/lib/features/dmca/schema'
import { counterStateOf, type NoticeRow } from '@/lib/features/notices/queries'
import type { PersonActor } from '@/lib/platform/access/access'
import { isWorkingDay } from '@/lib/platform/calendar/calendars'
import { CALENDARS } from '@/lib/platform/calendar/nationwide'
import { dayIn } from '@/lib/platform/calendar/zones'
import type { Db } from '@/lib/platform/db/client'
import { putBackFacts } from './outcomes'

interface Look {
  db: Db
  actor: PersonActor
  now: Date
}
interface Names {
  handle: (accountId: string) => string
  person: (id: string) => string
}

const textOf = (at: Date | null): string | null => at?.toISOString() ?? null

/** The counter-notices against a notice, with what may be done about each. */
export async function countersOf(
  { db, actor, now }: Look,
  { row, notice }: { row: { instanceId: string }; notice: NoticeRow },
  names: Names,
): Promise<CounterView[]> {
  const isAlone = await isAloneOn(db, row.instanceId, now)
  return Promise.all(
    notice.counters.map(async (counter) => {
      const elements = elementsOf(counter.elements)
      const facts = await putBackFacts({ tx: db }, notice, counter)
      const { window } = facts
      const given = approvalOf(counter)
      const isAside =
        given !== null && window !== null && isSetAside(given.at, window, now) && facts.state === 'forwarded'
      const approved = isAside ? null : given
      const asked =
        counter.askedById && counter.askedAt && !isAside ? { byId: counter.askedById, at: counter.askedAt } : null
      return {
        id: counter.id,
        state: counterStateOf(counter.state),
        handle: names.handle(counter.accountId),
        accountId: counter.accountId,
        receivedAt: counter.receivedAt.toISOString(),
        name: counter.name,
        address: counter.address,
        phone: counter.phone,
        text: counter.text,
        elements,
        missing: missingIn(elements),
        reason: counter.reason,
        forwardedAt: textOf(counter.forwardedAt),
        window: window
          ? {
              opensAt: window.opensAt.toISOString(),
              targetAt: window.targetAt.toISOString(),
              closesAt: textOf(window.closesAt),
              isClosed: window.isClosed,
              day: businessDay(counter.receivedAt, now, notice.zone),
            }
          : null,
        asked: asked
          ? { by: names.person(asked.byId), at: asked.at.toISOString(), isYours: asked.byId === actor.id }
          : null,
        approved: approved ? { by: names.person(approved.byId), at: approved.at.toISOString() } : null,
        setAside: isAside && given ? { by: names.person(given.byId), at: given.at.toISOString() } : null,
        putBackAt: approved && window ? runsAt(approved.at, window).toISOString() : null,
        restoredAt: textOf(counter.restoredAt),
        docket: counter.docket,
        barrier: putBackBarrier(facts, now, 'ahead'),
        second: asked ? secondBarrier(asked, { id: actor.id, now, isAlone }) : null,
      }
    }),
  )
}

const approvalOf = ({ approvedById, approvedAt }: NoticeRow['counters'][number]) =>
  approvedById && approvedAt ? { byId: approvedById, at: approvedAt } : null

/** Which business day after the receipt it is, in the agent's zone. */
function businessDay(receivedAt: Date, now: Date, zone: string): number {
  const calendar = CALENDARS('US-FED')
  const [first, last] = [dayIn(receivedAt, zone), dayIn(now, zone)]
  let count = 0
  for (let day = first + 1; day <= last && count < 99; day += 1) if (isWorkingDay(day, calendar)) count += 1
  return count
}

export async function courtPapersOf({ db, actor, now }: Look, caseId: string, names: Names): Promise<CourtView[]> {
  const rows = await db.courtPaper.findMany({ where: { caseId }, orderBy: { recordedAt: 'asc' } })
  const isAlone = await isAloneOn(db, actor.instanceId, now)
  return rows.map((row) => {
    const sort = COURT_SORTS.find((known) => known === row.sort) ?? 'order'
    const { isFromSender, isSameMaterial, docket } = row
    return {
      id: row.id,
      counterId: row.counterId,
      sort,
      isFromSender,
      isSameMaterial,
      docket,
      receivedAt: row.receivedAt.toISOString(),
      recordedBy: names.person(row.recordedById),
      // Written by our own commands from the same union.
      state: row.state as CourtView['state'],
      decidedBy: row.decidedById ? names.person(row.decidedById) : null,
      reason: row.reason,
      holdsUp: holdsUp({ sort, isFromSender, isSameMaterial, docket }),
      decisions: COURT_DECISIONS[sort],
      second: secondBarrier({ byId: row.recordedById, at: row.recordedAt }, { id: actor.id, now, isAlone }),
    }
  })
}
