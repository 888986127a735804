import { resolveItemsJob } from '@/lib/features/copyright/jobs'
import { outwardTo, readerConnection } from '@/lib/features/instances/connections'
import { MastodonFailure } from '@/lib/integrations/mastodon/client/failure'
import { runCommand } from '@/lib/platform/commands/run'
import { transaction } from '@/lib/platform/db/client'
import { defineWorker, type JobContext } from '@/lib/platform/jobs/define'
import { enqueue } from '@/lib/platform/jobs/define'
import { log } from '@/lib/platform/log/log'
import { type Fate, settle } from './commands'
import { FILES_AGAIN_MS, SLOW_MS } from './model'
import { type Place, placeOf } from './parse'
import { locateFiles, locatePosts, locateRemote, type Locating, type Wanted } from './probing'

const MACHINE = { kind: 'system', name: 'filings' } as const

/**
 * Asks the instance what stands at the addresses of a notice. Each answer is written down at once, and only what still waits is
 * asked for: a run that dies or runs out of budget is taken up where it stopped.
 */
export const resolveItems = defineWorker(resolveItemsJob, async ({ caseId }, context) => {
  const { db, now } = context
  const notice = await db.notice.findUnique({ where: { caseId }, include: { case: true } })
  if (!notice || notice.case.class !== 'ordinary') return
  const instance = await db.instance.findUnique({ where: { id: notice.case.instanceId } })
  if (!instance || instance.state !== 'connected') return
  const items = await db.noticeItem.findMany({ where: { caseId, state: 'waiting' }, orderBy: { number: 'asc' } })
  if (items.length === 0) return
  const slowUntil = new Date(notice.recordedAt.getTime() + SLOW_MS)
  if (!notice.isConfirmed && now() < slowUntil) return again(context, caseId, slowUntil)
  const connection = await readerConnection(db, instance.id, { priority: 'background' })
  if (!connection) return again(context, caseId, new Date(now().getTime() + NO_READER_MS))
  const locating: Locating = {
    db,
    now: now(),
    connection,
    instanceId: instance.id,
    http: outwardTo(instance),
    hasTime: now().getTime() < notice.recordedAt.getTime() + FILES_AGAIN_MS,
    givesSeveral: (instance.apiVersion ?? 0) >= 2,
    accounts: new Map(),
    async settle(fates, accounts) {
      await runCommand(settle, { db, actor: MACHINE, now: now(), input: { caseId, fates, accounts } })
    },
  }
  try {
    const isLeft = await locateAll(
      locating,
      items.map(({ id, url }) => ({ itemId: id, place: placeOf(url, instance) })),
      caseId,
    )
    if (isLeft) await again(context, caseId, new Date(now().getTime() + AWAY_MS))
  } catch (error) {
    if (!(error instanceof MastodonFailure)) throw error
    log('info', 'filings.waits', { kind: error.kind, caseId })
    await again(context, caseId, error.detail.resetAt ?? new Date(now().getTime() + AWAY_MS))
  }
})

const NO_READER_MS = 10 * 60_000
const AWAY_MS = 60_000

/**
 * What can be told from the letters first, then numbers, then other servers, then files, which are sought with the authors found.
 * Gives back whether something is left to be asked again.
 */
async function locateAll(locating: Locating, wanted: readonly Wanted[], caseId: string): Promise<boolean> {
  const none: Fate[] = wanted.flatMap(({ itemId, place }) =>
    place.kind === 'none' ? [{ itemId, state: 'notLocatable' as const, why: place.why }] : [],
  )
  if (none.length > 0) await locating.settle(none, [])
  await locatePosts(locating, ofKind(wanted, 'post'))
  await locateRemote(locating, ofKind(wanted, 'remote'))
  const files = ofKind(wanted, 'media')
  if (files.length === 0) return false
  const found = await locating.db.noticeItem.findMany({
    where: { caseId, accountId: { not: null } },
    distinct: ['accountId'],
    select: { accountId: true },
  })
  return locateFiles(
    locating,
    files,
    found.flatMap(({ accountId }) => accountId ?? []),
  )
}

const ofKind = <K extends Place['kind']>(wanted: readonly Wanted[], kind: K) =>
  wanted.filter((one): one is Wanted<Extract<Place, { kind: K }>> => one.place.kind === kind)

const again = ({ db }: JobContext, caseId: string, runAt: Date): Promise<void> =>
  transaction(db, (tx) => enqueue(tx, resolveItemsJob, { caseId }, { runAt, key: `filings:${caseId}` }))
