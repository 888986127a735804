import { z } from 'zod'
import { LATE_MS as HINTS_LATE_MS } from '@/lib/features/hints/model'
import { countWaiting, oldestWait } from '@/lib/features/hints/store'
import type { Db } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env/env'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery } from '@/lib/platform/queries/define'
import { DAY_MS, EVENTS, LATE_MS, type Outcome, stateOf } from './model'

/** How the webhooks stand, and what is needed to set them up. Never the secrets themselves. */
export const standing = defineQuery({
  name: 'settings.webhooks',
  permission: 'instance.connect',
  input: z.object({}),
  async run({ db, actor, now }) {
    if (actor.kind !== 'person') throw new AppError('signIn.needed')
    const { instanceId } = actor
    const instance = await db.instance.findUniqueOrThrow({ where: { id: instanceId } })
    const { desk, secrets, lastAt, untold } = await standingNow(db, instanceId, now)
    return {
      domain: instance.domain,
      isDemo: instance.isDemo,
      newUrl: `${instance.origin}/admin/webhooks/new`,
      listUrl: `${instance.origin}/admin/webhooks`,
      address: `${env().url}/api/webhooks/mastodon`,
      events: [...EVENTS],
      state: stateOf({ hasSecret: secrets.length > 0, lastAt, untold }),
      lastAt: lastAt?.toISOString() ?? null,
      untold,
      day: await ofTheDay(db, instanceId, now),
      waiting: await countWaiting(db, instanceId),
      /** Since when something waits that should have been read long ago; null when nothing does. */
      waitsLongSince: (await waitsLongSince(db, instanceId, now))?.toISOString() ?? null,
      failure: desk?.failure ?? null,
      secrets: secrets.map(({ id, pastedAt, validUntil, lastUsedAt }) => ({
        id,
        pastedAt: pastedAt.toISOString(),
        validUntil: validUntil?.toISOString() ?? null,
        lastUsedAt: lastUsedAt?.toISOString() ?? null,
      })),
      now: now.toISOString(),
    }
  },
})

/** Whether reports change of which the webhooks say nothing; asked by the health page, where nobody is signed in. */
export async function haveStopped(db: Db, instanceId: string, now: Date): Promise<boolean> {
  const { secrets, lastAt, untold } = await standingNow(db, instanceId, now)
  return stateOf({ hasSecret: secrets.length > 0, lastAt, untold }) === 'stopped'
}

/** Whether something that a webhook named has not been read for longer than it should take. */
export const isWaitingLong = async (db: Db, instanceId: string, now: Date): Promise<boolean> =>
  (await waitsLongSince(db, instanceId, now)) !== null

async function waitsLongSince(db: Db, instanceId: string, now: Date): Promise<Date | null> {
  const since = await oldestWait(db, instanceId)
  return since && now.getTime() - since.getTime() > HINTS_LATE_MS ? since : null
}

async function standingNow(db: Db, instanceId: string, now: Date) {
  const desk = await db.webhookDesk.findUnique({ where: { instanceId } })
  const secrets = await db.webhookSecret.findMany({
    where: { instanceId, OR: [{ validUntil: null }, { validUntil: { gt: now } }] },
    orderBy: { pastedAt: 'desc' },
  })
  const since = secrets.at(-1)?.pastedAt
  const untold = since ? await countUntold(db, { instanceId, since: later(since, desk?.toldAt ?? null), now }) : 0
  return { desk, secrets, lastAt: desk?.lastAt ?? null, untold }
}

const later = (one: Date, other: Date | null): Date => (other && other > one ? other : one)

interface Span {
  instanceId: string
  since: Date
  now: Date
}

/** Reports that changed after the last change that a webhook told of, and long enough ago that one should have. */
function countUntold(db: Db, { instanceId, since, now }: Span): Promise<number> {
  const until = new Date(now.getTime() - LATE_MS)
  return db.report.count({ where: { instanceId, goneAt: null, updatedAt: { gt: since, lt: until } } })
}

/** What came in the last day, by what became of it: whole hours, as they are counted. */
async function ofTheDay(db: Db, instanceId: string, now: Date): Promise<Record<Outcome, number>> {
  const rows = await db.webhookHour.groupBy({
    by: ['outcome'],
    where: { instanceId, hourAt: { gt: new Date(now.getTime() - DAY_MS) } },
    _sum: { count: true },
  })
  const count = (outcome: Outcome) => rows.find((row) => row.outcome === outcome)?._sum.count ?? 0
  return {
    taken: count('taken'),
    again: count('again'),
    post: count('post'),
    strange: count('strange'),
    wrongSignature: count('wrongSignature'),
    unsigned: count('unsigned'),
    noSecret: count('noSecret'),
    notConnected: 0,
    endless: count('endless'),
  }
}
