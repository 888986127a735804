import { endViewOf } from '@/lib/features/acts/deadlines'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import type { Actor, PersonActor } from '@/lib/platform/access/access'
import type { Db } from '@/lib/platform/db/client'

/** Cases in which somebody's eye is wanted, by id. */
export interface Wanted {
  /** A note speaks to the person. */
  mentioned: string[]
  /** It came after they last looked. */
  mentionedAnew: string[]
  /** An act came to its end and was not undone. */
  look: string[]
}

export async function wantedIn(db: Db, actor: Actor, now: Date): Promise<Wanted> {
  if (actor.kind !== 'person') return { mentioned: [], mentionedAnew: [], look: [] }
  return { ...(await mentionsOf(db, actor)), look: await endsToLookAt(db, actor, now) }
}

async function mentionsOf(db: Db, actor: PersonActor): Promise<Pick<Wanted, 'mentioned' | 'mentionedAnew'>> {
  const notes = await db.caseNote.findMany({
    where: { mentions: { has: actor.name }, NOT: { personId: actor.id }, case: visibleAndOrdinary(actor) },
    select: { caseId: true, at: true },
  })
  const mentioned = [...new Set(notes.map((note) => note.caseId))]
  const readings = await db.caseReading.findMany({ where: { personId: actor.id, caseId: { in: mentioned } } })
  const lookedAt = new Map(readings.map((reading) => [reading.caseId, reading.at]))
  const isNew = (note: { caseId: string; at: Date }) => note.at > (lookedAt.get(note.caseId) ?? new Date(0))
  return { mentioned, mentionedAnew: mentioned.filter((id) => notes.some((note) => note.caseId === id && isNew(note))) }
}

/** Few: acts whose end has come. What stands now is what each case itself says of them. */
async function endsToLookAt(db: Db, actor: PersonActor, now: Date): Promise<string[]> {
  const { instanceId } = actor
  const ended = await db.act.findMany({
    where: { instanceId, endsAt: { lte: now }, endedAs: { not: 'superseded' }, case: visibleAndOrdinary(actor) },
  })
  const others = await db.act.findMany({ where: { instanceId, targetId: { in: ended.map((act) => act.targetId) } } })
  const needsLook = ended.filter((act) => {
    const onThem = others.filter((other) => other.targetId === act.targetId)
    return endViewOf(act, onThem, now)?.state === 'look'
  })
  return [...new Set(needsLook.map((act) => act.caseId))]
}
