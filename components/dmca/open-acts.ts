import '@/lib/platform/i18n/rooms/copyright'
import '@/lib/platform/i18n/rooms/copyright-acts'
import type { DmcaView } from '@/lib/features/dmca/schema'
import { t } from '@/lib/platform/i18n/translate'

export const KEYS = {
  judge: 'd',
  items: 'i',
  letter: 'l',
  counterJudge: 'j',
  ask: 'p',
  approve: 'p',
  takeBack: 'u',
  court: 't',
  retract: 'x',
  unsuspend: 'z',
  counter: 'c',
  close: 'e',
  subpoena: 's',
  more: 'm',
} as const

export interface Act {
  name: keyof typeof KEYS
  label: string
  /** The code of an error: why it is off. */
  why: string | null
  counterId?: string
  accountId?: string
}

const DECISIONS = ['valid', 'defectiveCore', 'defectiveCurable', 'notCopyright', 'duplicate', 'reject'] as const

/** What the case is open to, what it needs first first. The commands decide again. */
export function actsOf(view: DmcaView): Act[] {
  if (!view.may.work) return []
  const [notice, letters] = [noticeActs(view), letterActs(view)]
  const isNew = view.state === 'received'
  const decisions = notice.filter((act) => act.name === 'judge')
  const items = notice.filter((act) => act.name === 'items')
  // A notice is judged before anything is told; a valid one is taken back only rarely.
  const order = isNew ? [...decisions, ...letters, ...items] : [...items, ...letters, ...decisions]
  return [...unsuspendActs(view), ...counterActs(view), ...order, ...paperActs(view)].toSorted(
    (a, b) => Number(a.why !== null) - Number(b.why !== null),
  )
}

/** Nobody decided when the sender took it back by the link: an act on Mastodon is somebody's. */
function unsuspendActs({ suspended, may, isOpen }: DmcaView): Act[] {
  const [first] = suspended.filter((one) => !one.isAsked)
  if (!first || !may.decide || !may.act || !isOpen) return []
  const { accountId, handle } = first
  return [{ name: 'unsuspend', label: t('dmca.act.unsuspend', { handle }), why: null, accountId }]
}

function counterActs({ counters, may, isOpen, now }: DmcaView): Act[] {
  if (!may.decide || !isOpen) return []
  const received = counters.find((one) => one.state === 'received')
  // Each has its own: what was approved of one leaves the others to be asked for.
  const forwarded = counters.filter((one) => one.state === 'forwarded')
  const unasked = forwarded.find((one) => !one.asked)
  const asked = forwarded.find((one) => one.asked && !one.approved)
  const whose = (label: string, { handle }: { handle: string }) =>
    counters.length > 1 ? `${label} · ${handle}` : label
  const acts: Act[] = []
  if (received)
    acts.push({
      name: 'counterJudge',
      label: whose(t('dmca.act.counterJudge'), received),
      why: null,
      counterId: received.id,
    })
  if (asked)
    acts.push({
      name: 'approve',
      label: whose(t('dmca.act.approve'), asked),
      why: asked.second ?? asked.barrier,
      counterId: asked.id,
    })
  // One key, one act: the next is asked for when this one is approved.
  else if (unasked) {
    const isAhead = unasked.window !== null && unasked.window.targetAt > now
    const label = whose(t(isAhead ? 'dmca.act.ask' : 'dmca.act.askNow'), unasked)
    acts.push({ name: 'ask', label, why: unasked.barrier, counterId: unasked.id })
  }
  return acts
}

function noticeActs({ barriers, items, may, isOpen, state, ownKnowledgeAt }: DmcaView): Act[] {
  if (!isOpen) return []
  const acts: Act[] = []
  const mayDecide = may.decide && DECISIONS.some((step) => barriers[step] === null)
  const hasItems = items.some((item) => item.may.length > 0)
  const isActing = state === 'valid' || ownKnowledgeAt !== null
  if (hasItems && isActing) acts.push({ name: 'items', label: t('dmca.act.items'), why: null })
  if (mayDecide) acts.push({ name: 'judge', label: t('dmca.act.judge'), why: null })
  if (hasItems && !isActing) acts.push({ name: 'items', label: t('dmca.act.items'), why: null })
  return acts
}

function letterActs({ due }: DmcaView): Act[] {
  const [first] = due
  if (!first) return []
  const letter = t(`dmca.letter.${first.template}`)
  return [{ name: 'letter', label: t('dmca.act.letter', { letter }), why: null }]
}

function paperActs({ counters, barriers, may, items, isOpen, state }: DmcaView): Act[] {
  const acts: Act[] = []
  if (counters.length > 0 || (isOpen && state === 'valid'))
    acts.push({ name: 'court', label: t('dmca.act.court'), why: null })
  if (isOpen && items.some((item) => item.accountId !== null))
    acts.push({ name: 'counter', label: t('dmca.act.counter'), why: null })
  if (may.decide && barriers.retract === null) acts.push({ name: 'retract', label: t('dmca.act.retract'), why: null })
  if (may.decide && isOpen) acts.push({ name: 'close', label: t('dmca.act.close'), why: barriers.close })
  const asked = counters.find((one) => one.state === 'forwarded' && one.asked)
  if (may.decide && asked)
    acts.push({ name: 'takeBack', label: t('dmca.act.takeBack'), why: null, counterId: asked.id })
  // It may come when the case is long closed, and asks for an answer all the same.
  if (may.decide) acts.push({ name: 'subpoena', label: t('dmca.act.subpoena'), why: null })
  acts.push({ name: 'more', label: t('dmca.act.more'), why: null })
  return acts
}
