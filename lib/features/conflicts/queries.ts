import { couldAct } from '@/lib/features/staff/model'
import { type Db, sql, type Sql } from '@/lib/platform/db/client'

/**
 * How many open cases nobody may decide, because everybody who could act on them is a party: nobody sees a case about or from
 * themselves. Counted, never shown. While nobody at all could act, that is another trouble and is said elsewhere.
 */
export async function countBlocked(db: Db, instanceId: string): Promise<number> {
  const people = await db.person.findMany({ where: { instanceId }, include: { tokens: true } })
  const able = people.filter(couldAct).map((person) => person.remoteId)
  const owners = people.filter((person) => person.roles.includes('owner')).map((person) => person.remoteId)
  const ordinary =
    able.length === 0
      ? 0
      : await db.case.count({ where: { instanceId, class: 'ordinary', state: 'open', partyIds: { hasEvery: able } } })
  const stopped = await db.case.findMany({
    where: { instanceId, class: 'childSafety', partyIds: { hasEvery: owners } },
    include: { named: { include: { person: true } } },
  })
  const unseen = stopped.filter((row) => row.named.every(({ person }) => row.partyIds.includes(person.remoteId)))
  return ordinary + unseen.length
}

interface Subject {
  instanceId: string
  subjectId: string | null
}

/**
 * Whether somebody is a party to an open report on this person. An act on the person would decide that report too, from
 * whichever case: Mastodon resolves every open report on them (mastodon-api.md 2.2).
 */
export async function isPartyTo(
  db: Pick<Db, '$queryRaw'>,
  { instanceId, subjectId }: Subject,
  somebody: { remoteId: string },
): Promise<boolean> {
  if (!subjectId) return false
  const subject = { instanceId: sql`${instanceId}::uuid`, subjectId: sql`${subjectId}` }
  const [row] = await db.$queryRaw<{ is: boolean }[]>(sql`SELECT ${partySql(subject, somebody)} AS is`)
  return row?.is ?? false
}

/** The same as a part of statements. */
export const partySql = (
  { instanceId, subjectId }: { instanceId: Sql; subjectId: Sql },
  { remoteId }: { remoteId: string },
): Sql => sql`(
  EXISTS (SELECT FROM report v WHERE v.instance_id = ${instanceId} AND v.target_id = ${subjectId}
    AND v.reporter_id = ${remoteId} AND NOT v.is_resolved AND v.gone_at IS NULL)
  -- An open case that is hidden from them for an earlier report of theirs: its other reports are not theirs to decide either.
  OR EXISTS (SELECT FROM "case" v WHERE v.instance_id = ${instanceId} AND v.subject_id = ${subjectId}
    AND v.state = 'open' AND v.party_ids @> ARRAY[${remoteId}]::text[]))`

/** For the health page, which nobody has signed in to: of the instance that is connected. */
export async function countBlockedNow(db: Db): Promise<number> {
  const instance = await db.instance.findFirst({ where: { state: 'connected' }, select: { id: true } })
  return instance ? countBlocked(db, instance.id) : 0
}

/** The same, for what stands around every page: looked at afresh when the last look is two seconds old. */
export async function countBlockedLately(db: Db, instanceId: string, now: Date): Promise<number> {
  const known = looks.get(instanceId)
  if (known && Math.abs(now.getTime() - known.at) < LATELY_MS) return known.count
  const count = await countBlocked(db, instanceId)
  looks.set(instanceId, { count, at: now.getTime() })
  return count
}
const LATELY_MS = 2_000
const looks = new Map<string, { count: number; at: number }>()
