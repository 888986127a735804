import { ELEMENTS } from '@/lib/features/copyright/schema'
import type { Db } from '@/lib/platform/db/client'
import { isCounterOpen, isDown, type NoticeFacts } from './model'
import { COUNTER_STATES, ITEM_STATES, NOTICE_STATES, STANDINGS } from './schema'

/** A notice with everything that decides how it may move. */
export async function noticeOf(db: Pick<Db, 'notice'>, caseId: string) {
  return db.notice.findUnique({
    where: { caseId },
    include: {
      elements: true,
      works: { orderBy: { number: 'asc' } },
      items: {
        orderBy: { number: 'asc' },
        // Of a text only its own addresses are shut: its state says nothing of that (edge).
        include: { blocks: { where: { kind: 'text' }, select: { provedAt: true, liftedAt: true } } },
      },
      subscribers: true,
      counters: { orderBy: { receivedAt: 'asc' } },
    },
  })
}
export type NoticeRow = NonNullable<Awaited<ReturnType<typeof noticeOf>>>

/** The same as the rules see it. */
export function factsOf(notice: NoticeRow): NoticeFacts {
  return {
    state: NOTICE_STATES.find((known) => known === notice.state) ?? 'received',
    standings: Object.fromEntries(
      ELEMENTS.map((element) => {
        const row = notice.elements.find((one) => one.element === element)
        return [element, STANDINGS.find((known) => known === row?.standing) ?? 'notFound']
      }),
    ),
    isAsked: notice.askedAt !== null,
    items: notice.items.map(({ state }) => itemStateOf(state)),
    isTellingDue: untoldOf(notice).length > 0,
    hasKnowledge: notice.ownKnowledgeAt !== null,
    hasOpenCounter: notice.counters.some(({ state }) => isCounterOpen(counterStateOf(state))),
  }
}

export const itemStateOf = (text: string) => ITEM_STATES.find((known) => known === text) ?? 'waiting'
export const counterStateOf = (text: string) => COUNTER_STATES.find((known) => known === text) ?? 'received'

/** Authors of ours of whom something was down, and to whom nobody ever wrote. */
export function neverTold(notice: Pick<NoticeRow, 'items' | 'subscribers'>): string[] {
  const were = notice.items.filter((one) => one.isLocal && one.disabledAt !== null)
  return [...new Set(were.flatMap((one) => one.accountId ?? []))].filter(
    (accountId) => !notice.subscribers.some((one) => one.accountId === accountId && one.toldAt),
  )
}

/** Authors of ours who are to remove something themselves and were not written to yet: nobody else asks them. */
export function unaskedOf(notice: Pick<NoticeRow, 'items' | 'subscribers' | 'state'>): string[] {
  if (notice.state !== 'valid') return []
  const asked = notice.items.filter((one) => one.isLocal && one.lever === 'author' && one.state === 'found')
  return [...new Set(asked.flatMap((one) => one.accountId ?? []))].filter(
    (accountId) => !notice.subscribers.some((one) => one.accountId === accountId && one.toldAt),
  )
}

/** Subscribers of ours whose posts are down and who were not told of it, or not of the last of them: 512(g)(2)(A). */
export function untoldOf(notice: Pick<NoticeRow, 'items' | 'subscribers' | 'state'>): string[] {
  const down = notice.items.filter((one) => one.isLocal && (isDown(itemStateOf(one.state)) || shutAt(notice, one)))
  return [...new Set(down.flatMap((one) => one.accountId ?? []))].filter((accountId) => {
    const toldAt = notice.subscribers.find((one) => one.accountId === accountId)?.toldAt
    const since = (one: Item) => one.disabledAt ?? shutAt(notice, one)
    return !toldAt || down.some((one) => one.accountId === accountId && (since(one) ?? toldAt) > toldAt)
  })
}

type Item = NoticeRow['items'][number]
/** Since when the addresses of a text are seen to be shut, while the notice stands: that is told as well, though lists carry it. */
export const shutAt = (
  { state }: Pick<NoticeRow, 'state'>,
  { blocks, state: fate }: Pick<Item, 'blocks' | 'state'>,
): Date | null =>
  state === 'valid' && fate === 'found' ? (blocks.find((block) => block.liftedAt === null)?.provedAt ?? null) : null
