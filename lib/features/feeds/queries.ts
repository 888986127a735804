import { z } from 'zod'
import { visibleAndOrdinarySql } from '@/lib/features/cases/statements'
import { isClock, ruleOf } from '@/lib/features/deadlines/deadlines'
import { DIRECTIONS } from '@/lib/features/deadlines/schema'
import { actorOf } from '@/lib/features/staff/model'
import { can } from '@/lib/platform/access/access'
import { type Db, sql } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env/env'
import { AppError } from '@/lib/platform/errors/error'
import { exact } from '@/lib/platform/i18n/time'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import { defineQuery } from '@/lib/platform/queries/define'
import { unsealHere } from '@/lib/platform/vault/console'
import { hashOf } from './commands'
import { calendarText } from './render'
import type { OwnView } from './schema'

/** What somebody has set for themselves about time. */
export const own = defineQuery({
  name: 'feeds.own',
  permission: 'self.manage',
  input: z.object({}),
  async run({ db, actor }): Promise<OwnView> {
    if (actor.kind !== 'person') throw new AppError('signIn.needed')
    const row = await db.personClock.findUnique({ where: { personId: actor.id } })
    return {
      zone: row?.zone ?? 'UTC',
      address: row?.address ? unsealHere('contact', `reminder ${actor.id}`, row.address) : '',
      feedMadeAt: row?.feedMadeAt?.toISOString() ?? null,
      isMailOn: env().smtp !== null,
    }
  },
})

const MOST = 500
const BACK_MS = 14 * 24 * 3600_000

interface Row {
  clockId: string
  mark: string
  direction: string
  at: Date
  zone: string
  clock: string
  caseId: string
  kind: string
  number: number
}

/**
 * The calendar behind a secret address: numbers of cases and their moments, and nothing of anybody. Null where the secret opens
 * nothing: never made, renewed since, or of somebody who may read no cases any more.
 */
export async function feedFor(db: Db, secret: string, now: Date): Promise<string | null> {
  const row = await db.personClock.findUnique({ where: { feedHash: hashOf(secret) }, include: { person: true } })
  if (!row) return null
  const instance = await db.instance.findUnique({ where: { id: row.person.instanceId } })
  const actor = actorOf(row.person)
  if (instance?.state !== 'connected' || !can(actor, 'report.read')) return null
  const rows = await db.$queryRaw<Row[]>(sql`
    SELECT k.id AS "clockId", m.name AS mark, m.direction, m.at, k.zone, k.name AS clock, c.id AS "caseId", c.kind, c.number
    FROM clock_mark m JOIN clock k ON k.id = m.clock_id JOIN "case" c ON c.id = k.case_id
    WHERE m.is_open AND m.at > ${new Date(now.getTime() - BACK_MS)} AND ${visibleAndOrdinarySql(actor)}
    ORDER BY m.at LIMIT ${MOST}`)
  const events = rows.map(({ clockId, mark, direction, at, zone, clock, caseId, kind, number }) => {
    const known = DIRECTIONS.find((one) => one === direction) ?? 'target'
    return {
      id: `${clockId}-${mark}@docket`,
      at,
      summary: t('feed.summary', { number, direction: t(`direction.${known}`) }),
      description: t('feed.text', {
        what: t(messageFor('clock', clock, 'clock.unknown')),
        when: exact(at, zone),
        citation: isClock(clock) ? ruleOf(clock).citation : '',
      }),
      url: `${env().url}/${kind === 'report' ? 'reports' : 'cases'}/${caseId}`,
    }
  })
  return calendarText(events, { name: t('feed.name'), now })
}
