import { formerOf } from '@/lib/features/staff/store'
import type { PersonActor } from '@/lib/platform/access/access'
import { type Db, newId, sql, type Tx } from '@/lib/platform/db/client'
import { alarmsOf } from './model'
import { coversAccount, inForce } from './statements'

interface Threatened {
  instanceId: string
  accountId: string
  kind: 'suspended' | 'gone'
  basis: 'act' | 'seen'
  beganAt: Date
}

/**
 * What the mirror says of everybody on hold: whom the instance has suspended, since when as far as we know, and who is gone. New
 * alarms are written, due ones raised, and those settled whose reason is over.
 */
export async function seeAlarms(tx: Tx, now: Date) {
  const threatened = await threatenedNow(tx, now)
  const settled = await settleWhatIsOver(tx, threatened, now)
  for (const one of threatened) await write(tx, one)
  const { count: raised } = await tx.purgeAlarm.updateMany({
    where: { dueAt: { lte: now }, raisedAt: null, settledAt: null },
    data: { raisedAt: now },
  })
  return { threatened: threatened.length, raised, settled }
}

const threatenedNow = (tx: Tx, now: Date) =>
  tx.$queryRaw<Threatened[]>(sql`
    SELECT a.instance_id AS "instanceId", a.remote_id AS "accountId",
      CASE WHEN a.gone_at IS NULL THEN 'suspended' ELSE 'gone' END AS kind,
      CASE WHEN a.gone_at IS NULL AND ours.at IS NOT NULL THEN 'act' ELSE 'seen' END AS basis,
      coalesce(a.gone_at, known.began_at, ours.at, ${now}::timestamptz) AS "beganAt"
    FROM account a
    LEFT JOIN LATERAL (SELECT max(coalesce(t.answered_at, t.settled_at)) AS at FROM act t
      WHERE t.instance_id = a.instance_id AND t.target_id = a.remote_id AND t.kind = 'suspend' AND t.state = 'confirmed') ours ON true
    -- The first look counts: a suspension of which we do not know when it was may only have been earlier.
    LEFT JOIN LATERAL (SELECT min(p.began_at) AS began_at FROM purge_alarm p WHERE p.instance_id = a.instance_id
      AND p.account_id = a.remote_id AND p.kind = 'suspended' AND (p.settled_at IS NULL OR p.settled_as = 'seen')) known ON true
    WHERE (a.is_suspended OR a.gone_at IS NOT NULL)
      AND EXISTS (SELECT FROM hold h WHERE ${inForce(now)} AND ${coversAccount('a')})`)

async function write(tx: Tx, { instanceId, accountId, kind, basis, beganAt }: Threatened): Promise<void> {
  const data = alarmsOf(kind, beganAt).map((alarm) => ({
    id: newId(),
    instanceId,
    accountId,
    kind,
    basis,
    beganAt,
    ...alarm,
  }))
  await tx.purgeAlarm.createMany({ data, skipDuplicates: true })
}

/** Unsuspended, or no longer held: also those that somebody has seen, so that another suspension warns anew. */
async function settleWhatIsOver(tx: Tx, threatened: readonly Threatened[], now: Date): Promise<number> {
  const open = await tx.purgeAlarm.findMany({ where: { OR: [{ settledAt: null }, { settledAs: 'seen' }] } })
  const over = open.filter(
    (alarm) =>
      !threatened.some(
        (one) => one.instanceId === alarm.instanceId && one.accountId === alarm.accountId && one.kind === alarm.kind,
      ),
  )
  const ids = over.map((alarm) => alarm.id)
  await tx.purgeAlarm.updateMany({
    where: { id: { in: ids }, settledAt: null },
    data: { settledAt: now, settledAs: 'over' },
  })
  await tx.purgeAlarm.updateMany({ where: { id: { in: ids }, settledAs: 'seen' }, data: { settledAs: 'over' } })
  return ids.length
}

/** Who somebody is towards an instance that the console has left: what is about them there stays hidden from them. */
export async function asFormer(
  db: Pick<Db, 'instance' | 'person'> | Tx,
  actor: PersonActor,
  instanceId: string,
): Promise<PersonActor | null> {
  const instance = await db.instance.findFirst({ where: { id: instanceId, state: 'archived' } })
  if (!instance) return null
  const former = await formerOf(db, actor.id, instanceId)
  return { ...actor, id: former?.id ?? actor.id, instanceId, remoteId: former?.remoteId ?? '' }
}

/** By which id of theirs somebody is the one of the two who proposed, if they are: people keep no id when the console moves. */
export const idAmong = (
  hold: { proposedById: string | null },
  actor: PersonActor,
  former: PersonActor | null,
): string => (former && hold.proposedById === former.id ? former.id : actor.id)
