import { visibleTo } from '@/lib/features/cases/model'
import type { PersonActor } from '@/lib/platform/access/access'
import { type Db, sql } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { LEASE_SECONDS, type Looker } from './model'

/*
 * One of the four writers beside commands (DESIGN 1.2): leases hold no decision and leave no row in the audit. Their time is the
 * database's, so that two processes whose clocks differ agree on who was first.
 */

interface Look {
  caseId: string
  /** The page that looks: the same person may have several. */
  tabId: string
}

/** Takes or renews the lease of a case by compare-and-set, and tells who has it: whoever came second is told who won. */
export async function holdLease(db: Db, actor: PersonActor, { caseId, tabId }: Look): Promise<Looker | null> {
  if ((await db.case.count({ where: { AND: [{ id: caseId }, visibleTo(actor)] } })) === 0)
    throw new AppError('notFound')
  await db.$executeRaw(sql`
    INSERT INTO case_lease AS held (case_id, person_id, tab_id, taken_at, expires_at)
    VALUES (${caseId}::uuid, ${actor.id}::uuid, ${tabId}::uuid, now(), now() + make_interval(secs => ${LEASE_SECONDS}))
    ON CONFLICT (case_id) DO UPDATE SET
      person_id = excluded.person_id, tab_id = excluded.tab_id, expires_at = excluded.expires_at,
      taken_at = CASE WHEN held.person_id = excluded.person_id THEN held.taken_at ELSE excluded.taken_at END
    WHERE held.person_id = excluded.person_id OR held.expires_at <= now()`)
  return (await lookersOf(db, actor, [caseId]))[0] ?? null
}

/** The page was closed. Where another page of the same person renewed it since, the lease stays. */
export async function releaseLease(db: Db, actor: PersonActor, { caseId, tabId }: Look): Promise<void> {
  await db.caseLease.deleteMany({ where: { caseId, personId: actor.id, tabId } })
}

/** Run by every process every few seconds: the screens that show an expired lease are told that it is gone. */
export async function dropExpiredLeases(db: Db): Promise<void> {
  await db.$executeRaw(sql`DELETE FROM case_lease WHERE expires_at <= now()`)
}

/** Who looks at which of these cases, as far as the actor may see them. */
export async function lookersOf(db: Db, actor: PersonActor, caseIds: readonly string[]): Promise<Looker[]> {
  const rows = await db.caseLease.findMany({
    where: { caseId: { in: [...caseIds] }, case: visibleTo(actor) },
    include: { person: { select: { acct: true, displayName: true } } },
  })
  const alive = await db.$queryRaw<{ id: string }[]>(sql`
    SELECT case_id::text AS id FROM case_lease WHERE case_id = ANY(${[...caseIds]}::uuid[]) AND expires_at > now()`)
  const isAlive = new Set(alive.map((row) => row.id))
  return rows
    .filter((row) => isAlive.has(row.caseId))
    .map(({ caseId, personId, person }) => ({
      caseId,
      name: person.displayName.trim() || person.acct,
      isYou: personId === actor.id,
    }))
}
