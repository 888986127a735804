import { refresh } from '@/lib/features/instances/commands'
import { listAdminAccounts } from '@/lib/integrations/mastodon/client/adminAccounts'
import { MastodonFailure } from '@/lib/integrations/mastodon/client/failure'
import { readInstance } from '@/lib/integrations/mastodon/client/instance'
import type { ReportQuery } from '@/lib/integrations/mastodon/client/reports'
import { runCommand } from '@/lib/platform/commands/run'
import { isEnding } from '@/lib/platform/http/peer'
import { monthsBefore } from '@/lib/platform/privacy/lifetimes'
import {
  AGAIN_MS,
  FIRST_PAGE,
  HISTORY_PAGE,
  HISTORY_TOP_MS,
  isSlow,
  PAGE,
  PAGES_IN_A_STEP,
  pageSize,
  PENDING_COUNTED,
  SETTINGS_MS,
} from './model'
import {
  askPage,
  type AskedPage,
  MACHINE,
  readMissing,
  readPage,
  type Reading,
  renewLease,
  takeInPage,
} from './probing'
import { keepState, type MirrorRow, monthsKept, openSweep, reportsNotSeenSince } from './store'

/**
 * The open reports, newest first, page after page: the queue can be worked from the first page on. The next page is asked for
 * while the last one is written down, so that Mastodon waits for nobody: still one request at a time. The place moves on only
 * with what is written; whoever dies in between asks for a page again.
 */
export async function backfill(reading: Reading, state: MirrorRow): Promise<void> {
  let reached = state
  let asked = askPage(reading, openPage(reading, state.backfillMaxId))
  for (let pages = 1; ; pages++) {
    const page = await asked
    // The first page is shown at once, with the end of its step.
    const isEnd = page.isLast || pages === pagesOf(state) || isSlow(reading.pace) || isEnding()
    if (!isEnd) {
      const hasLeft = new Promise<void>((left) => {
        reading.leaving.told = left
      })
      asked = askPage(reading, openPage(reading, page.ids.at(-1) ?? null))
      // Its failure is met where it is awaited; until then it must not end the process. What is written down meanwhile would
      // keep it from leaving.
      await Promise.race([hasLeft, asked.catch(() => undefined)])
    }
    await takeInPage(reading, page)
    reached = await noteReached(reading, reached, page)
    if (isEnd) return
  }
}

const pagesOf = (state: MirrorRow): number => (state.backfillMaxId === null ? 1 : PAGES_IN_A_STEP)

const openPage = ({ pace }: Reading, maxId: string | null): ReportQuery =>
  maxId === null ? { state: 'open', limit: FIRST_PAGE } : { state: 'open', limit: pageSize(pace.reportMs), maxId }

async function noteReached(reading: Reading, state: MirrorRow, { ids, isLast }: AskedPage): Promise<MirrorRow> {
  const newest = state.backfillMaxId === null ? { firstId: ids[0] ?? null, newestId: ids[0] ?? null } : {}
  const reached = {
    ...newest,
    backfillMaxId: ids.at(-1) ?? state.backfillMaxId,
    reportsRead: state.reportsRead + ids.length,
    backfillDone: isLast,
    seenAt: reading.now(),
    ...(isLast ? { sweptAt: reading.now() } : {}),
  }
  await keepState(reading.db, reading.instanceId, reached)
  return { ...state, ...reached }
}

/** What is new, then one page of the sweep that finds what changed. */
export async function follow(reading: Reading, state: MirrorRow): Promise<void> {
  let newestId = state.newestId
  for (let isMore = true; isMore; ) {
    const page = await readPage(reading, { state: 'open', limit: PAGE, ...(newestId ? { minId: newestId } : {}) })
    isMore = newestId !== null && page.ids.length === PAGE
    newestId = page.ids[0] ?? newestId
    await keepState(reading.db, reading.instanceId, { newestId, seenAt: reading.now() })
  }
  await sweep(reading, state)
}

async function sweep(reading: Reading, state: MirrorRow): Promise<void> {
  const { db, instanceId, now } = reading
  // After an outage a sweep that had begun before would not find what was resolved in the part that it had behind it.
  const isAnew = state.sweepStartedAt === null || state.failure !== null
  const startedAt = isAnew || !state.sweepStartedAt ? await openSweep(db, instanceId, now()) : state.sweepStartedAt
  const page = await readPage(reading, {
    state: 'open',
    limit: pageSize(state.reportMs),
    ...(state.sweepMaxId && !isAnew ? { maxId: state.sweepMaxId } : {}),
  })
  if (!page.isLast) return keepState(db, instanceId, { sweepMaxId: page.ids.at(-1) ?? null })
  // An open report that a whole sweep did not meet was resolved or destroyed meanwhile.
  let after = 0n
  for (let isMore = true; isMore; ) {
    const missing = await reportsNotSeenSince(db, instanceId, { at: startedAt, after })
    await readMissing(reading, missing)
    after = missing.at(-1)?.sequence ?? after
    isMore = missing.length > 0
  }
  await keepState(db, instanceId, { sweepMaxId: null, sweepStartedAt: null, sweptAt: now() })
}

/** Resolved reports of the last months, newest first: one small page with each look at the open ones, until they are in. */
export async function readHistory(reading: Reading, state: MirrorRow): Promise<void> {
  const { db, instanceId, now } = reading
  const months = await monthsKept(db, instanceId)
  if (months === 0) return
  const since = monthsBefore(now(), months)
  if (state.historyDone) {
    await topUp(reading, state)
    return readAgain(reading, state, since)
  }
  const page = await readPage(
    reading,
    { state: 'resolved', limit: HISTORY_PAGE, ...(state.historyMaxId ? { maxId: state.historyMaxId } : {}) },
    since,
  )
  const isDone = page.isLast || (page.oldestAt !== null && page.oldestAt < since)
  await keepState(db, instanceId, {
    ...(state.historyMaxId || state.historyNewestId ? {} : { historyNewestId: page.ids[0] ?? null }),
    historyMaxId: page.lastKeptId ?? state.historyMaxId,
    historyReachedAt: isDone ? since : (page.oldestAt ?? state.historyReachedAt),
    historyRead: state.historyRead + page.keptCount,
    historyDone: isDone,
    ...(isDone ? { historyToppedAt: now() } : {}),
  })
}

/** Reports that came and were resolved between two looks were never among the open ones. */
async function topUp(reading: Reading, state: MirrorRow): Promise<void> {
  const { db, instanceId, now } = reading
  if (state.historyToppedAt && now().getTime() - state.historyToppedAt.getTime() < HISTORY_TOP_MS) return
  const page = await readPage(reading, {
    state: 'resolved',
    limit: HISTORY_PAGE,
    ...(state.historyNewestId ? { minId: state.historyNewestId } : {}),
  })
  const isMore = state.historyNewestId !== null && page.ids.length === HISTORY_PAGE
  await keepState(db, instanceId, {
    historyNewestId: page.ids[0] ?? state.historyNewestId,
    ...(isMore ? {} : { historyToppedAt: now() }),
  })
}

/** Resolved reports once more, a page a minute and round after round: somebody may have reopened or changed one in Mastodon. */
async function readAgain(reading: Reading, state: MirrorRow, since: Date): Promise<void> {
  const { db, instanceId, now } = reading
  if (state.againReadAt && now().getTime() - state.againReadAt.getTime() < AGAIN_MS) return
  const startedAt = state.againStartedAt ?? now()
  const page = await readPage(
    reading,
    { state: 'resolved', limit: HISTORY_PAGE, ...(state.againMaxId ? { maxId: state.againMaxId } : {}) },
    since,
  )
  const isDone = page.isLast || (page.oldestAt !== null && page.oldestAt < since)
  const tookS = Math.round((now().getTime() - startedAt.getTime()) / 1000)
  await keepState(db, instanceId, {
    againReadAt: now(),
    againMaxId: isDone ? null : (page.ids.at(-1) ?? null),
    againStartedAt: isDone ? null : startedAt,
    ...(isDone ? { againDoneAt: now(), againTookS: tookS } : {}),
  })
}

/** The instance's own settings, and how many people wait to be let in. */
export async function readSettings(reading: Reading, state: MirrorRow): Promise<void> {
  const { db, instanceId, now, connection } = reading
  if (state.settingsReadAt && now().getTime() - state.settingsReadAt.getTime() < SETTINGS_MS) return
  await renewLease(reading)
  const { value } = await readInstance(connection)
  await runCommand(refresh, { db, actor: MACHINE, now: now(), input: { instanceId, instance: value } })
  const pendingCount = await countPending(reading)
  await keepState(db, instanceId, { settingsReadAt: now(), pendingCount })
}

/** At most a page of them is counted; null without the right to see people. */
async function countPending(reading: Reading): Promise<number | null> {
  try {
    await renewLease(reading)
    const query = { origin: 'local', status: 'pending', limit: PENDING_COUNTED } as const
    return (await listAdminAccounts(reading.connection, query)).value.length
  } catch (error) {
    if (error instanceof MastodonFailure && error.kind === 'permissionMissing') return null
    throw error
  }
}
