import type { Standing, NoticeState, ItemState, CounterState } from '@/lib/features/notices/schema'
import type { ItemStep, Lever, NoticeStep, Verdict } from '@/lib/features/notices/model'
import type { CounterElement, CounterElements } from '@/lib/features/counters/schema'
import type { CourtDecision, CourtSort } from '@/lib/features/counters/model'
import type { ElementName } from '@/lib/features/copyright/schema'
import type { ClockView, Direction } from '@/lib/features/deadlines/schema'
import type { EdgeLooks, EdgeView } from '@/lib/features/edge/schema'
import type { LetterView, TemplateId } from '@/lib/features/letters/schema'
import type { Channel, PaperView } from '@/lib/features/papers/schema'
import type { RemovalView } from '@/lib/features/removals/schema'
import type { TimelineLine } from '@/lib/features/reports/schema'

/** By what a case needs. */
export const TABS = ['judge', 'act', 'tell', 'waiting', 'held', 'closed'] as const
export type Tab = (typeof TABS)[number]

export interface DmcaRow {
  caseId: string
  number: number
  sender: string
  principal: string
  /** Whose posts it names, as far as they were found. */
  handles: string[]
  state: NoticeState
  /** Of the latest counter-notice that is being answered. */
  counter: CounterState | null
  isConfirmed: boolean
  items: number
  /** Decided by somebody. */
  settled: number
  /** Looked for and not found: nobody decided that. */
  lost: number
  receivedAt: string
  /** The next moment that a clock of it names. */
  next: { at: string; direction: Direction; clock: string; mark: string; zone: string; day: string | null } | null
  owner: string | null
}
export interface DmcaList {
  tab: Tab
  counts: Record<Tab, number>
  rows: DmcaRow[]
  isFirst: boolean
  /** Where the next page begins; null on the last one. */
  more: string | null
  may: { work: boolean }
  now: string
}

export interface DueLetter {
  template: TemplateId
  accountId: string | null
  handle: string | null
}

export const STEPS = ['whole', 'down', 'told', 'forwarded', 'window', 'back'] as const
export type StepName = (typeof STEPS)[number]
export interface StepView {
  name: StepName
  state: 'done' | 'now' | 'ahead' | 'stopped'
  at: string | null
}

export interface ItemView {
  id: string
  number: number
  url: string
  kind: string
  state: ItemState
  handle: string | null
  isLocal: boolean | null
  accountId: string | null
  postId: string | null
  work: number | null
  lever: Lever | null
  disabledAt: string | null
  restoredAt: string | null
  why: string
  /** The number of an earlier item that leads to the same post, or the same file. */
  sameAs: number | null
  /** Of a file whose post is not known: when its address was asked. */
  seenAt: string | null
  fairUse: string
  edge: EdgeView | null
  removal: RemovalView | null
  may: ItemStep[]
}

export interface CounterView {
  id: string
  state: CounterState
  handle: string
  accountId: string
  receivedAt: string
  name: string
  address: string
  phone: string
  text: string
  elements: CounterElements
  missing: CounterElement[]
  reason: string
  forwardedAt: string | null
  /** `closesAt` null: a hold has ended, and the law names no last day. `isClosed`: days that were added left none. */
  window: { opensAt: string; targetAt: string; closesAt: string | null; isClosed: boolean; day: number } | null
  asked: { by: string; at: string; isYours: boolean } | null
  approved: { by: string; at: string } | null
  /** An approval that counts no more, because the days it was given for are gone. */
  setAside: { by: string; at: string } | null
  putBackAt: string | null
  restoredAt: string | null
  docket: string
  /** Why nothing may be put back, as the code of an error; null: it may be asked for. */
  barrier: string | null
  /** Why this person may not be the second of two. */
  second: string | null
}

export interface CourtView {
  id: string
  counterId: string | null
  sort: CourtSort
  isFromSender: boolean
  isSameMaterial: boolean
  docket: string
  receivedAt: string
  recordedBy: string
  /** `missed`: received before the put-back, entered after it. */
  state: 'waiting' | 'held' | 'ended' | 'released' | 'noted' | 'late' | 'missed'
  decidedBy: string | null
  reason: string
  holdsUp: boolean
  decisions: readonly CourtDecision[]
  second: string | null
}

interface OtherCase {
  caseId: string
  number: number
  kind: string
}

export interface DmcaView {
  caseId: string
  number: number
  version: number
  isOpen: boolean
  owner: string | null
  isYours: boolean
  state: NoticeState
  verdict: Verdict
  receivedAt: string
  recordedAt: string
  recordedBy: string | null
  channel: Channel
  agentZone: string
  isConfirmed: boolean
  language: string | null
  sender: { name: string; principal: string; email: string; phone: string; address: string }
  reason: string
  askedAt: string | null
  ownKnowledge: string
  ownKnowledgeAt: string | null
  /** What was done about it, said when the case was closed. */
  knowledgeDone: string
  isMisrepresented: boolean
  misrepresentation: string
  duplicateOf: OtherCase | null
  became: OtherCase | null
  intimate: OtherCase | null
  /** Cases that are about it: subpoenas. */
  besides: OtherCase[]
  elements: { element: ElementName; standing: Standing; quote: string; by: string | null }[]
  works: { number: number; text: string }[]
  items: ItemView[]
  /** How fast what is blocked is looked at. */
  looks: EdgeLooks
  /** Accounts of ours whose posts are named. */
  subscribers: { accountId: string; handle: string; toldAt: string | null }[]
  counters: CounterView[]
  courtPapers: CourtView[]
  steps: StepView[]
  clocks: ClockView[]
  papers: PaperView[]
  letters: LetterView[]
  due: DueLetter[]
  /** Why each step is not open: the code of an error. */
  barriers: Record<NoticeStep, string | null>
  /** Of a notice that was taken back: who is still suspended because of it. */
  suspended: { accountId: string; handle: string; isAsked: boolean }[]
  /** What Mastodon will destroy, and whether before it may be put back. */
  purges: { handle: string; purgeAt: string; isConflict: boolean }[]
  timeline: TimelineLine[]
  notes: { id: string; by: string; text: string; at: string; isYours: boolean; mentions: string[] }[]
  desk: { isAlone: boolean }
  may: { work: boolean; decide: boolean; act: boolean; export: boolean; room: boolean }
  calendars: readonly string[]
  zone: string
  now: string
}
