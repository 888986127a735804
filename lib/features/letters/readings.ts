import { lapseOf, standingOf as standingAt } from '@/lib/features/agent/model'
import { sealedPostsOf } from '@/lib/features/captures/queries'
import { ELEMENTS } from '@/lib/features/copyright/schema'
import { counterOf } from '@/lib/features/counters/readings'
import { addressesOf } from '@/lib/features/notices/model'
import { publicItems } from '@/lib/features/notices/readings'
import { standingOf } from '@/lib/features/strikes/queries'
import { grouped } from '@/lib/platform/audit/keys'
import { publicKeys } from '@/lib/platform/audit/signing'
import type { Tx } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env/env'
import { AppError } from '@/lib/platform/errors/error'
import { day } from '@/lib/platform/i18n/time'
import { isMessage, t } from '@/lib/platform/i18n/translate'
import { addressOf } from './model'
import { withoutContacts } from './parse'
import { type Facts, LINK_LATER, type TemplateId } from './schema'
import { TEMPLATES } from './templates'

export interface Wish {
  caseId: string
  template: TemplateId
  accountId?: string | undefined
  withAddress?: boolean | undefined
  withPhone?: boolean | undefined
  /** A reason that is about to be given, in a preview. */
  reason?: string | undefined
  review?: { kind: string; reasons: string } | undefined
}

/** All that a letter is made of, read from the tables. Who may read the case is asked by whoever calls. */
export async function factsOf(db: Tx, wish: Wish, now: Date): Promise<Facts & { recipientEmail: string }> {
  const row = await db.case.findUniqueOrThrow({ where: { id: wish.caseId } })
  const { instanceId, number } = row
  const instance = await db.instance.findUniqueOrThrow({ where: { id: instanceId } })
  const notice = await noticeOf(db, row.id)
  if (!notice && !WITHOUT_NOTICE.includes(wish.template)) throw new AppError('letter.noNotice')
  if (notice && wish.template === 'D14') notice.items = await publicItems(db, instanceId, notice)
  const agentRow = await db.designatedAgent.findFirst({ where: { instanceId }, orderBy: { number: 'desc' } })
  const zone = notice?.zone ?? agentRow?.zone ?? 'UTC'
  const accountId = await accountOf(db, wish, notice)
  const account = accountId
    ? await db.account.findUnique({ where: { instanceId_remoteId: { instanceId, remoteId: accountId } } })
    : null
  const key = (await publicKeys(db)).find(({ algorithm, isCurrent }) => isCurrent && algorithm === 'ed25519')
  const counter = await counterOf(db, { caseId: row.id, accountId, instanceId, zone })
  const sealed = await sealedPostsOf(db, row.id)
  const standing = await standingOf(db, { instanceId, accountId: accountId ?? '', zone, now })
  const shown = { address: wish.withAddress ?? false, phone: wish.withPhone ?? false }
  const sender = {
    name: notice?.senderName ?? '',
    principal: notice?.principal ?? '',
    email: notice?.email ?? '',
    phone: notice?.phone ?? '',
    address: notice?.address ?? '',
  }
  const own = (words: string) =>
    wish.template === 'D5' || wish.template === 'D14' ? withoutContacts(words, sender, shown) : words
  const missing = ELEMENTS.filter((element) => {
    const found = notice?.elements.find((one) => one.element === element)
    return found ? found.standing === 'missing' || found.standing === 'notFound' : false
  })
  const items = itemsFor(wish.template, notice?.items ?? [], accountId)
  return {
    number,
    domain: instance.domain,
    now,
    zone,
    receivedAt: notice?.receivedAt ?? row.openedAt,
    fingerprint: key ? grouped(key.fingerprint) : '',
    keysUrl: `${env().url}/api/keys`,
    agent: {
      provider: agentRow?.provider ?? '',
      name: agentRow?.name ?? '',
      organisation: agentRow?.organisation ?? '',
      address: agentRow?.address ?? '',
      phone: agentRow?.phone ?? '',
      email: agentRow?.email ?? '',
    },
    withStatement: agentRow?.withStatement ?? true,
    sender,
    shown,
    works: (notice?.works ?? []).map(({ text }) => own(text)),
    quotes: (notice?.elements ?? [])
      .filter(({ element, quote }) => QUOTED.includes(element) && quote !== '')
      .map(({ quote }) => own(quote)),
    missing,
    defect: missing.length === 0 ? null : missing.some((one) => CORE.includes(one)) ? 'core' : 'curable',
    reason: wish.reason ?? notice?.reason ?? '',
    hasKnowledge: notice?.ownKnowledgeAt != null,
    became: notice?.becameCaseId ? await becameOf(db, notice.becameCaseId) : null,
    items: items.map((item) => ({
      ...item,
      why: itemWhy(item.why),
      host: hostOf(item.url),
      ...addressOf(item.blocks),
      isSealed: sealed.has(item.postId ?? ''),
    })),
    addresses: addressesOf(items, notice?.moreAddresses ?? 0),
    subscriber: accountId ? { accountId, party: account ? `@${account.acct}` : accountId } : null,
    counter,
    isRetracted: notice?.state === 'retracted',
    strikes: {
      each: standing.policy.points,
      points: standing.points,
      threshold: standing.policy.threshold,
      months: standing.policy.decayMonths,
      policy: standing.policy.number,
      cases: await countedCases(db, standing.strikes),
    },
    review: await reviewOf(db, { instanceId, accountId, now, wish, standing }),
    designation: designationOf(agentRow, now),
    links: {
      counter: LINK_LATER.counter,
      // The link that was given at the form goes on working: it is made here for who has none.
      case: notice && notice.tokenHash === null ? LINK_LATER.case : null,
    },
    recipientEmail: TEMPLATES[wish.template].to === 'agent' ? (agentRow?.email ?? '') : sender.email,
  }
}

/** Why an address was not found, in our words; why a person refused it, in theirs. */
function itemWhy(why: string): string {
  const key = `itemWhy.${why}`
  return isMessage(key) ? t(key, {}) : why
}

/** On an account or on the agent: its case need not have begun with a notice. */
const WITHOUT_NOTICE: readonly TemplateId[] = ['D12', 'D13']
const QUOTED: readonly string[] = ['goodFaith', 'accuracy']
const CORE: readonly string[] = ['work', 'material', 'contact']

const noticeOf = (db: Tx, caseId: string) =>
  db.notice.findUnique({
    where: { caseId },
    include: {
      elements: true,
      works: { orderBy: { number: 'asc' } },
      items: {
        orderBy: { number: 'asc' },
        include: { blocks: { where: { kind: 'text' }, orderBy: { askedAt: 'asc' } } },
      },
      subscribers: true,
    },
  })
type NoticeRow = Awaited<ReturnType<typeof noticeOf>>

async function becameOf(db: Tx, id: string): Promise<Facts['became']> {
  const { number, kind } = await db.case.findUniqueOrThrow({ where: { id } })
  const where = { clock: { caseId: id, name: 'takeItDown.removal' }, direction: 'actBy' }
  const mark = await db.clockMark.findFirst({ where })
  return { number, kind, by: mark?.at ?? null }
}

/** The subscriber of the letter: as asked, or the only one that there is. */
async function accountOf(db: Tx, { caseId, accountId }: Wish, notice: NoticeRow): Promise<string | null> {
  if (accountId) return accountId
  const countered = await db.counterNotice.findFirst({ where: { caseId }, orderBy: { receivedAt: 'desc' } })
  if (countered) return countered.accountId
  const known = new Set([
    ...(notice?.subscribers ?? []).map((one) => one.accountId),
    ...(notice?.items ?? []).flatMap((item) => (item.isLocal && item.accountId ? [item.accountId] : [])),
  ])
  return known.size === 1 ? ([...known][0] ?? null) : null
}

type ItemRow = NonNullable<NoticeRow>['items'][number]
const OF_ACCOUNT: readonly TemplateId[] = ['D5', 'D8', 'D10', 'D12']
function itemsFor(template: TemplateId, items: readonly ItemRow[], accountId: string | null): ItemRow[] {
  const own = OF_ACCOUNT.includes(template) ? items.filter((item) => item.accountId === accountId) : [...items]
  // What was deleted because of the notice cannot be put back, and is told of as that.
  if (template === 'D10' || template === 'D11')
    return own.filter(
      (item) =>
        item.restoredAt !== null ||
        (item.state === 'removed' && item.isLocal) ||
        addressOf(item.blocks).openAt !== null,
    )
  const actedOn = own.filter((item) => item.disabledAt !== null || addressOf(item.blocks).shutAt !== null)
  return template === 'D8' && actedOn.length > 0 ? actedOn : own
}

function hostOf(url: string): string | null {
  try {
    return new URL(url).hostname
  } catch {
    return null
  }
}

const written = (iso: string): string => day(`${iso}T00:00:00Z`)

async function countedCases(db: Tx, strikes: readonly { day: string; caseIds: string[]; counts: boolean }[]) {
  const counted = strikes.filter(({ counts }) => counts)
  const rows = await db.case.findMany({ where: { id: { in: counted.flatMap(({ caseIds }) => caseIds) } } })
  return counted.flatMap((strike) =>
    rows.filter(({ id }) => strike.caseIds.includes(id)).map(({ number }) => ({ number, day: written(strike.day) })),
  )
}

interface Reviewed {
  instanceId: string
  accountId: string | null
  now: Date
  wish: Wish
  standing: { points: number; policy: { number: number } }
}
async function reviewOf(db: Tx, { instanceId, accountId, now, wish, standing }: Reviewed): Promise<Facts['review']> {
  if (wish.review) return { ...wish.review, at: now, points: standing.points, policyNumber: standing.policy.number }
  if (!accountId) return null
  return db.strikeReview.findFirst({
    where: { instanceId, accountId, kind: { in: ['none', 'warn', 'terminate'] } },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
  })
}

type AgentRow = Awaited<ReturnType<Tx['designatedAgent']['findFirst']>>
function designationOf(row: AgentRow, now: Date): Facts['designation'] {
  const lapse = row ? lapseOf(row.registeredOn) : null
  if (!row || !lapse) return null
  return {
    isOver: standingAt(row.registeredOn, row.zone, now) === 'expired',
    registrationNumber: row.registrationNumber,
    registeredOn: written(row.registeredOn),
    expiresOn: written(lapse.expiresOn),
    renewBy: written(lapse.renewBy),
    fee: `$${(row.feeCents / 100).toFixed(row.feeCents % 100 ? 2 : 0)}`,
    names: row.names,
  }
}
