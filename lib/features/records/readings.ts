import { visibleAndOrdinary } from '@/lib/features/cases/model'
import type { Actor } from '@/lib/platform/access/access'
import type { Db } from '@/lib/platform/db/client'

/** Every notice that the actor may see, oldest first, with what became of each of its addresses. */
export async function noticesFor(db: Db, actor: Actor, caseId = '') {
  return db.notice.findMany({
    where: { case: { AND: [visibleAndOrdinary(actor), ...(caseId ? [{ id: caseId }] : [])] } },
    include: {
      case: { select: { id: true, number: true, instanceId: true, closedAt: true } },
      elements: true,
      works: { orderBy: { number: 'asc' } },
      items: { orderBy: { number: 'asc' }, include: { work: true } },
      subscribers: true,
      counters: { orderBy: { receivedAt: 'asc' } },
    },
    orderBy: { receivedAt: 'asc' },
  })
}
export type NoticeRow = Awaited<ReturnType<typeof noticesFor>>[number]

/** What the operator knew of an address, when, and from where. */
export interface Known {
  url: string
  at: Date
  /** What it was. */
  event: string
  /** Whether it counts as knowledge by itself (512(c)(3)(B)(i)), as far as that can be told from the record. */
  counts: 'yes' | 'no' | 'undecided'
  caseNumber: number
  note: string
}

const CORE = ['work', 'material', 'contact']
const isMissing = ({ standing }: { standing: string }) => standing === 'missing' || standing === 'notFound'

/** The knowledge map: when did the operator know about an address, and what was done then. */
export function knowledgeIn(notices: readonly NoticeRow[], url = ''): Known[] {
  return notices
    .flatMap((notice) => notice.items.flatMap((item) => (isAbout(item, url) ? ofItem(notice, item) : [])))
    .toSorted((a, b) => a.url.localeCompare(b.url) || a.at.getTime() - b.at.getTime())
}

const isAbout = (item: NoticeRow['items'][number], url: string): boolean =>
  url === '' || item.url === url || item.postUrl === url || item.mediaUrls.includes(url)

function ofItem(notice: NoticeRow, item: NoticeRow['items'][number]): Known[] {
  const at = { url: item.url, caseNumber: notice.case.number }
  const isCore = notice.elements.some((one) => CORE.includes(one.element) && isMissing(one))
  const counts = notice.finding === null ? 'undecided' : isCore || notice.finding === 'notCopyright' ? 'no' : 'yes'
  const event = (name: string, when: Date | null, more: Partial<Known> = {}): Known[] =>
    when ? [{ ...at, event: name, at: when, counts: 'yes', note: '', ...more }] : []
  const counters = notice.counters.filter(({ accountId }) => accountId === item.accountId)
  return [
    ...event('notice received', notice.receivedAt, {
      counts,
      note: isCore ? 'core elements missing: not counted as knowledge by itself, 512(c)(3)(B)(i)' : '',
    }),
    ...event('entered in the console', notice.recordedAt, { counts }),
    ...event('seen by a reviewer', notice.ownKnowledgeAt, { note: notice.ownKnowledge }),
    ...(notice.knowledgeDone
      ? event('case closed: done about what was seen', notice.case.closedAt, { note: notice.knowledgeDone })
      : []),
    ...event('notice judged', notice.decidedAt, {
      counts,
      note: [notice.state, notice.reason].filter(Boolean).join(': '),
    }),
    ...event('sender asked for what is missing', notice.askedAt, { counts }),
    ...event('access disabled', item.disabledAt, { note: item.lever ?? '' }),
    ...counters.flatMap((counter) => event('counter-notice received', counter.receivedAt, { note: counter.state })),
    ...event('put back', item.restoredAt),
  ]
}
