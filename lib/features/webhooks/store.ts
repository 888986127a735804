import { wake } from '@/lib/features/hints/store'
import { type Db, newId, sql, type Tx } from '@/lib/platform/db/client'
import { daysMs, hoursMs, LIFETIMES } from '@/lib/platform/privacy/lifetimes'
import { hashHere, sealHere, unsealHere } from '@/lib/platform/vault/console'
import { type Outcome, READ_BYTES, statusOf } from './model'
import { readSigned, signatureIn, signerOf, type Telling, tellingOf } from './parse'

/** A request as it came, unread. */
export interface Delivery {
  /** Of the header `X-Hub-Signature`. */
  signature: string | null
  /** What the sender says that the body will be; null when it does not. */
  declaredBytes: number | null
  stream: ReadableStream<Uint8Array> | null
}

/**
 * Takes a delivery and gives the status to answer. The inbox's own door (DESIGN 1.2): rows that hold no decision, written before Mastodon is answered. What throws here is
 * trouble of our own, which the route answers 503. The `Date` of a delivery and the times in its body are compared with no
 * clock of ours: a delivery that comes late, twice or out of order is a hint like any other.
 */
export async function receive(db: Db, delivery: Delivery, now: Date): Promise<number> {
  const known = await secretsNow(db, now)
  // Nobody to count for.
  if (!known) return statusOf('notConnected')
  const at = { instanceId: known.instanceId, now }
  const found = await outcomeOf(delivery, known.secrets)
  if (typeof found === 'string') {
    await countOutcome(db, at, found)
    return statusOf(found)
  }
  const { isNew, waits } = await keep(db, found, at)
  // One that waited already has somebody on the way. Should this process die here, the minute's look finds the hint.
  if (isNew && waits === 1) await wake(db, at.instanceId, { kind: found.kind, remoteId: found.objectId })
  return statusOf(isNew ? 'taken' : 'again')
}

interface At {
  instanceId: string
  now: Date
}

interface Secret {
  id: string
  secret: string
}

/** The secrets that count at this moment, the newest first; null while no instance is connected. */
async function secretsNow(db: Db, now: Date): Promise<{ instanceId: string; secrets: Secret[] } | null> {
  const rows = await db.$queryRaw<{ instanceId: string; id: string | null; sealed: Uint8Array | null }[]>(sql`
    SELECT i.id AS "instanceId", s.id, s.sealed FROM instance i
    LEFT JOIN webhook_secret s ON s.instance_id = i.id AND coalesce(s.valid_until, 'infinity') > ${now}
    WHERE i.state = 'connected' ORDER BY s.pasted_at DESC`)
  const instanceId = rows[0]?.instanceId
  if (!instanceId) return null
  const secrets = rows.flatMap(({ id, sealed }) =>
    id && sealed ? [{ id, secret: unsealHere('webhook secret', id, sealed) }] : [],
  )
  return { instanceId, secrets }
}

interface Kept extends Telling {
  /** Empty when it was too large. */
  body: string
  /** What the same delivery has again: the body, or where that is not kept, its signature. */
  mark: string
  secretId: string
}

async function outcomeOf({ signature, declaredBytes, stream }: Delivery, secrets: Secret[]): Promise<Outcome | Kept> {
  if (secrets.length === 0) return 'noSecret'
  const sent = signatureIn(signature)
  if (!sent) return 'unsigned'
  if (declaredBytes !== null && declaredBytes > READ_BYTES) return 'endless'
  const body = await readSigned(
    stream,
    secrets.map(({ secret }) => secret),
  )
  if (body === 'endless') return 'endless'
  const signer = secrets[signerOf(sent, body.macs)]
  if (!signer) return 'wrongSignature'
  const telling = tellingOf(body)
  if (telling === 'post' || telling === 'strange') return telling
  const text = body.isWhole ? body.text : ''
  return { ...telling, body: text, mark: text || sent.toString('hex'), secretId: signer.id }
}

interface Written {
  isNew: boolean
  /** How many tellings of the same thing wait for a reading, this one included. */
  waits: number
}

/** One statement: the body, the hint and the news of the desk are all there, or none is. A body that is there already hints no more. */
async function keep(db: Db, kept: Kept, { instanceId, now }: At): Promise<Written> {
  const id = newId()
  const { event, kind, objectId, body, mark, secretId } = kept
  const updatedAt = noLaterThan(new Date(now.getTime() + hoursMs(1)), kept.updatedAt)
  const rows = await db.$queryRaw<Written[]>(sql`
    WITH kept AS (
      INSERT INTO webhook_delivery (id, instance_id, body_hash, event, object_id, sealed, received_at)
      VALUES (${id}::uuid, ${instanceId}::uuid, ${hashHere('webhook', mark)}, ${event}, ${objectId},
        ${sealHere('webhook', id, body)}, ${now})
      ON CONFLICT (instance_id, body_hash) DO NOTHING RETURNING id
    ), hinted AS (
      INSERT INTO webhook_hint AS h (instance_id, kind, remote_id, newest_at, hinted_at, waits_since)
      SELECT ${instanceId}::uuid, ${kind}, ${objectId}, ${updatedAt}::timestamptz, ${now}::timestamptz, ${now}::timestamptz FROM kept
      ON CONFLICT (instance_id, kind, remote_id) DO UPDATE SET hints = h.hints + 1,
        hinted_at = greatest(h.hinted_at, excluded.hinted_at),
        waits_since = CASE WHEN h.hints > h.answered THEN h.waits_since ELSE excluded.waits_since END,
        -- What could not be read may be readable now that it has changed.
        not_before = CASE WHEN h.not_before > clock_timestamp() + interval '1 minute'
          THEN clock_timestamp() + interval '1 minute' ELSE h.not_before END,
        newest_at = CASE WHEN excluded.newest_at IS NULL OR (h.newest_at IS NULL AND h.hints > h.answered) THEN NULL
          ELSE greatest(h.newest_at, excluded.newest_at) END
      RETURNING h.hints - h.answered AS waits
    ), told AS (
      INSERT INTO webhook_desk AS d (instance_id, last_at, told_at)
      SELECT ${instanceId}::uuid, ${now}::timestamptz, ${updatedAt}::timestamptz FROM kept
      ON CONFLICT (instance_id) DO UPDATE SET last_at = greatest(d.last_at, excluded.last_at),
        told_at = greatest(d.told_at, excluded.told_at)
    ), counted AS (
      INSERT INTO webhook_hour AS n (instance_id, hour_at, outcome, count)
      SELECT ${instanceId}::uuid, ${hourOf(now)}::timestamptz, CASE WHEN EXISTS (SELECT FROM kept) THEN 'taken' ELSE 'again' END, 1
      ON CONFLICT (instance_id, hour_at, outcome) DO UPDATE SET count = n.count + 1
    ), used AS (
      -- Shown while one secret replaces another, and no more exact than that needs.
      UPDATE webhook_secret SET last_used_at = ${now} WHERE id = ${secretId}::uuid
        AND coalesce(last_used_at, '-infinity') < ${now}::timestamptz - interval '5 seconds'
    )
    SELECT EXISTS (SELECT FROM kept) AS "isNew", coalesce((SELECT waits FROM hinted), 0) AS waits`)
  return rows[0] ?? { isNew: false, waits: 0 }
}

/** Anything may stand in a body: a moment far ahead would say for ever that all has been told of. */
const noLaterThan = (limit: Date, at: Date | null): Date | null => (at && at > limit ? limit : at)

async function countOutcome(db: Db, { instanceId, now }: At, outcome: Outcome): Promise<void> {
  await db.$executeRaw(sql`
    INSERT INTO webhook_hour AS h (instance_id, hour_at, outcome, count) VALUES (${instanceId}::uuid, ${hourOf(now)}, ${outcome}, 1)
    ON CONFLICT (instance_id, hour_at, outcome) DO UPDATE SET count = h.count + 1`)
}

const hourOf = (now: Date): Date => new Date(Math.floor(now.getTime() / hoursMs(1)) * hoursMs(1))

const BATCH = 5000

/** What has been kept long enough, and all of an instance that is connected no more. */
export async function dropWebhooks(tx: Tx, now: Date): Promise<number> {
  const [bodies, refusals] = [before(now, hoursMs(LIFETIMES.webhookHours)), before(now, daysMs(LIFETIMES.refusalDays))]
  const dropped = await tx.$executeRaw(sql`
    DELETE FROM webhook_delivery WHERE ctid IN (SELECT ctid FROM webhook_delivery WHERE received_at < ${bodies} LIMIT ${BATCH})`)
  await tx.$executeRaw(sql`
    DELETE FROM webhook_hint WHERE ctid IN (
      SELECT ctid FROM webhook_hint WHERE hinted_at < ${bodies} AND hints <= answered LIMIT ${BATCH})`)
  await tx.webhookHour.deleteMany({ where: { hourAt: { lt: refusals } } })
  await tx.webhookSecret.deleteMany({ where: { validUntil: { lt: now } } })
  const former = await tx.instance.findMany({ where: { NOT: { state: 'connected' } }, select: { id: true } })
  const where = { instanceId: { in: former.map(({ id }) => id) } }
  await tx.webhookSecret.deleteMany({ where })
  await tx.webhookDelivery.deleteMany({ where })
  await tx.webhookHint.deleteMany({ where })
  await tx.webhookDesk.deleteMany({ where })
  return dropped
}

const before = (now: Date, ms: number): Date => new Date(now.getTime() - ms)
