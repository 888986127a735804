import { z } from 'zod'
import { ELEMENTS } from '@/lib/features/copyright/schema'
import { secretToken } from '@/lib/features/filings/schema'
import { hashOfToken } from '@/lib/features/filings/store'
import type { Db } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery } from '@/lib/platform/queries/define'
import { addressesOf } from '@/lib/features/notices/model'
import { mayAdd, mayRetract, whyOf } from './model'
import type { CounterView, FollowedCase } from './schema'

const byToken = z.object({ token: secretToken })

/** The case that a secret link opens. The link is looked for by its hash: how long that takes tells nothing of any link. */
export async function caseOfToken(db: Pick<Db, 'notice' | 'filing'>, token: string): Promise<string> {
  const tokenHash = hashOfToken(token)
  const [notice, filing] = await Promise.all([
    db.notice.findUnique({ where: { tokenHash }, select: { caseId: true } }),
    db.filing.findUnique({ where: { tokenHash }, select: { caseId: true } }),
  ])
  const caseId = notice?.caseId ?? filing?.caseId
  if (!caseId) throw new AppError('notFound')
  return caseId
}

/** What the sender may know: where it stands, what is missing, what became of each address. Never who the author is, nor who decides. */
export const one = defineQuery({
  name: 'following.case',
  permission: 'notice.file',
  input: byToken,
  async run({ db }, { token }): Promise<FollowedCase> {
    const caseId = await caseOfToken(db, token)
    const row = await db.case.findUniqueOrThrow({
      where: { id: caseId },
      include: {
        hand: true,
        filing: true,
        notice: {
          include: {
            elements: true,
            works: { orderBy: { number: 'asc' } },
            items: { orderBy: { number: 'asc' } },
          },
        },
      },
    })
    const { notice, hand, filing } = row
    const base = {
      number: row.number,
      elements: [],
      items: [],
      addresses: 0,
      works: [],
      mayAdd: false,
      mayRetract: false,
      became: null,
    }
    const other = { isConfirmed: true, isAsked: false, zone: 'UTC' }
    const receivedAt = (notice?.receivedAt ?? hand?.receivedAt ?? row.openedAt).toISOString()
    if (row.class !== 'ordinary') return { ...base, ...other, kind: 'stopped', receivedAt, state: 'stopped' }
    if (!notice)
      return { ...base, ...other, kind: 'other', receivedAt, state: row.state === 'closed' ? 'closed' : 'open' }
    return {
      ...base,
      kind: 'notice',
      receivedAt,
      zone: notice.zone,
      state: notice.state,
      isConfirmed: notice.isConfirmed,
      isAsked: filing?.confirmHash != null && filing.confirmFailure === null,
      elements: ELEMENTS.map((element) => {
        const standing = notice.elements.find((known) => known.element === element)?.standing ?? 'notFound'
        return { element, isThere: ['found', 'there', 'cured'].includes(standing) }
      }),
      items: notice.items.map(({ number, url, state, why, seenAt }) => ({
        number,
        url,
        // Whoever complained or wrote it is not told that it can be seen again.
        state: why === 'stillBlocked' ? 'letGo' : state,
        why: whyOf(why),
        seenAt: seenAt?.toISOString() ?? null,
      })),
      addresses: addressesOf(notice.items, notice.moreAddresses),
      works: notice.works.map(({ text }) => text),
      became: notice.becameCaseId ? await becameOf(db, notice.becameCaseId) : null,
      mayAdd: row.state === 'open' && mayAdd(notice.state),
      mayRetract: mayRetract(notice.state),
    }
  },
})

async function becameOf(db: Db, id: string): Promise<FollowedCase['became']> {
  const { number } = await db.case.findUniqueOrThrow({ where: { id }, select: { number: true } })
  const mark = await db.clockMark.findFirst({
    where: { clock: { caseId: id, name: 'takeItDown.removal' }, direction: 'actBy' },
  })
  return { number, by: mark?.at.toISOString() ?? null }
}

/** What a subscriber must know before a counter-notice: to whom it goes, what it reveals, and what it is about. */
export const counterForm = defineQuery({
  name: 'following.counterForm',
  permission: 'notice.file',
  input: byToken,
  async run({ db }, { token }): Promise<CounterView> {
    const subscriber = await subscriberOf(db, token)
    const { caseId, accountId } = subscriber
    const notice = await db.notice.findUniqueOrThrow({
      where: { caseId },
      include: {
        case: true,
        items: {
          where: { accountId },
          orderBy: { number: 'asc' },
          include: { blocks: { where: { liftedAt: null, provedAt: { not: null } }, select: { id: true } } },
        },
        counters: {
          where: { accountId, state: { notIn: ['addition', 'replaced'] } },
          orderBy: { recordedAt: 'desc' },
          take: 1,
        },
      },
    })
    const instance = await db.instance.findUniqueOrThrow({ where: { id: notice.case.instanceId } })
    const agent = await db.designatedAgent.findFirst({
      where: { instanceId: instance.id },
      orderBy: { number: 'desc' },
    })
    const [latest] = notice.counters
    return {
      domain: instance.domain,
      complainant: [notice.senderName, notice.principal].filter(Boolean).join(', ') || '—',
      agent: agent ? [agent.name, agent.organisation].filter(Boolean).join(', ') : '',
      items: notice.items
        // Of a text only its own address is shut.
        .filter(({ state, blocks }) => state === 'disabled' || state === 'removed' || blocks.length > 0)
        .map(({ postUrl, url }) => postUrl ?? url),
      standing: standingOf(latest?.state),
      lacking: latest ? lackingIn(latest.elements) : [],
    }
  },
})

export async function subscriberOf(db: Pick<Db, 'noticeSubscriber'>, token: string) {
  const subscriber = await db.noticeSubscriber.findUnique({ where: { tokenHash: hashOfToken(token) } })
  if (!subscriber) throw new AppError('notFound')
  return subscriber
}

function standingOf(state: string | undefined): CounterView['standing'] {
  if (state === undefined || state === 'withdrawn' || state === 'replaced') return 'none'
  if (state === 'received') return 'received'
  return state === 'defective' ? 'lacking' : 'answered'
}

const LACKS = ['signature', 'material', 'belief', 'person', 'consent']
function lackingIn(elements: unknown): string[] {
  if (typeof elements !== 'object' || elements === null) return []
  return LACKS.filter((name) => Reflect.get(elements, name) !== true)
}
