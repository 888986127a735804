import { z } from 'zod'
import { decideCourtPaper, enterCourtPaper } from '@/lib/features/courts/commands'
import { enter as enterCounter, judge as judgeCounter } from '@/lib/features/counters/commands'
import { one as dmcaCase } from '@/lib/features/dmca/queries'
import type { DmcaView } from '@/lib/features/dmca/schema'
import { openNotice } from '@/lib/features/notices/commands'
import { approve, ask } from '@/lib/features/putbacks/commands'
import { decide as decideItems } from '@/lib/features/takedowns/commands'
import { decide, judge } from '@/lib/features/triage/commands'
import type { PersonActor } from '@/lib/platform/access/access'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { runCommand, type Startable } from '@/lib/platform/commands/run'
import { runQuery } from '@/lib/platform/queries/define'
import { openReef, type Reef } from './reef'

const ELEMENTS = ['signature', 'work', 'material', 'contact', 'goodFaith', 'accuracy'] as const
export const WHOLE = { signature: true, material: true, belief: true, person: true, consent: true }
export const OPENED = '2026-10-30T12:00:00Z'
/** Of the vectors DMCA-12 to -15: counted in New York, over Veterans Day. */
export const COUNTER_AT = '2026-11-02T15:00:00-05:00'
/** Business day 11, ten o'clock in New York. */
export const TARGET = '2026-11-18T15:00:00Z'
const hand = { entry: 'hand' } as const
export const paper = (receivedAt: string) => ({ at: receivedAt, party: 'Dana Marlow', channel: 'mail', original: hand })

/** A valid notice against posts that are down, and what happens to the counter-notices against it, with the days that it takes. */
export async function openCounters() {
  const reef: Reef = await openReef()
  const { ines } = reef
  const nadia: PersonActor = { ...(await reef.signIn(reef.people.nadia)), roles: ['legal'] }
  const wren = reef.people.wren.id
  const harl = reef.people.harl.id
  let caseId = ''

  /** What only our own features or machinery run. */
  const at = <T>(now: string, actor: PersonActor, command: Startable<T>, input: unknown): Promise<T> =>
    runCommand(command, { db: reef.db, actor, now: new Date(now), input })
  const machine = <T>(now: string, command: Startable<T>, input: unknown): Promise<T> =>
    runCommand(command, { db: reef.db, actor: { kind: 'system', name: 'copyright' }, now: new Date(now), input })
  const inside = <T>(now: string, work: (context: CommandContext) => Promise<T>): Promise<T> =>
    at(now, ines, defineCommand({ name: 'test.inside', permission: 'notice.work', input: z.object({}), run: work }), {})
  const view = (now: string, actor: PersonActor = nadia): Promise<DmcaView> =>
    runQuery(dmcaCase, { db: reef.db, actor, now: new Date(now), input: { caseId } })
  const ref = async () => {
    const { version } = await reef.db.case.findUniqueOrThrow({ where: { id: caseId } })
    return { caseId, version }
  }

  /** A valid notice with a blocked picture of each author, as the edge left it. */
  async function open(authors: readonly string[] = [wren]): Promise<string> {
    ;({ caseId } = await inside(OPENED, (context) =>
      openNotice(context, {
        receivedAt: OPENED,
        channel: 'mail',
        sender: {
          name: 'Dana Marlow',
          principal: 'Marlow Prints',
          email: 'legal@marlow.example',
          phone: '',
          address: '',
        },
        works: ['Harbour, May'],
        urls: authors.map((_, n) => ({ url: `https://reef.example/@wren/11490000000000000${n}`, work: 0 })),
        elements: ELEMENTS.map((element) => ({ element, standing: 'found', quote: element, start: 0, end: 1 })),
        original: { entry: 'paste', text: 'Take it down.' },
        subject: 'Notice',
        isConfirmed: true,
        tokenHash: null,
        language: 'en',
      }),
    ))
    const elements = ELEMENTS.map((element) => ({ element, standing: 'there' }))
    await at(OPENED, nadia, judge, { ...(await ref()), elements })
    await at(OPENED, nadia, decide, { ...(await ref()), decision: { step: 'valid' } })
    const items = await reef.db.noticeItem.findMany({ where: { caseId }, orderBy: { number: 'asc' } })
    for (const [n, accountId] of authors.entries())
      await reef.db.noticeItem.updateMany({
        where: { caseId, number: n + 1 },
        data: {
          state: 'found',
          accountId,
          isLocal: true,
          postId: `${n + 9}`,
          mediaUrls: [`${reef.fake.origin}/a.png`],
        },
      })
    await at(OPENED, nadia, decideItems, {
      ...(await ref()),
      itemIds: items.map((item) => item.id),
      decision: { step: 'edgeBlock', fairUse: 'A whole picture, sold.' },
    })
    await reef.db.edgeBlock.updateMany({ where: { caseId }, data: { state: 'proved' } })
    const down = { state: 'disabled', disabledAt: new Date(OPENED) }
    await reef.db.noticeItem.updateMany({ where: { caseId }, data: down })
    return caseId
  }

  async function counter(receivedAt: string, { elements = WHOLE, accountId = wren, now = receivedAt, more = {} } = {}) {
    const said = { name: 'Wren Ash', address: '1 Quay', phone: '+1 555 0100', text: 'Mine', original: hand, ...more }
    const input = { ...said, accountId, receivedAt, channel: 'mail', elements }
    await at(now, nadia, enterCounter, { ...(await ref()), counter: input })
    const row = await reef.db.counterNotice.findFirstOrThrow({
      where: { caseId },
      orderBy: [{ recordedAt: 'desc' }, { id: 'desc' }],
    })
    return row.id
  }
  const accept = async (counterId: string, now: string, elements = WHOLE) =>
    at(now, nadia, judgeCounter, { ...(await ref()), counterId, elements })
  /** As the letter D8 leaves it; letters have tests of their own. */
  const forward = (id: string) =>
    reef.db.counterNotice.update({ where: { id }, data: { state: 'forwarded', forwardedAt: new Date(COUNTER_AT) } })
  async function forwarded(receivedAt = COUNTER_AT, accountId = wren): Promise<string> {
    const id = await counter(receivedAt, { accountId })
    await accept(id, receivedAt)
    await forward(id)
    return id
  }

  const court = async (counterId: string | null, receivedAt: string, more: object = {}, now = receivedAt) =>
    at(now, nadia, enterCourtPaper, {
      ...(await ref()),
      counterId,
      sort: 'action',
      isFromSender: true,
      isSameMaterial: true,
      docket: 'D. Reef 1:26-cv-01234',
      paper: paper(receivedAt),
      ...more,
    })
  const decidePaper = async (now: string, actor: PersonActor, decision: 'hold' | 'letGo' | 'none' = 'hold') => {
    const where = { caseId, state: 'waiting', counterId: { not: null } }
    const waiting = await reef.db.courtPaper.findFirstOrThrow({ where })
    const input = { courtPaperId: waiting.id, decision, reason: 'Read it' }
    return at(now, actor, decideCourtPaper, { ...(await ref()), ...input })
  }
  const approvedAhead = async (id: string, askedAt = '2026-11-03T15:00:00Z', approvedAt = '2026-11-04T15:00:00Z') => {
    await at(askedAt, nadia, ask, { ...(await ref()), counterId: id })
    await at(approvedAt, ines, approve, { ...(await ref()), counterId: id })
  }
  /** What the edge sees when its blocks are lifted. */
  const seenBack = async (now: string) => {
    await reef.db.edgeBlock.updateMany({ where: { caseId }, data: { state: 'lifted', liftedAt: new Date(now) } })
    const back = { state: 'restored', restoredAt: new Date(now) }
    await reef.db.noticeItem.updateMany({ where: { caseId }, data: back })
  }
  const stateOf = async (id: string) => (await reef.db.counterNotice.findUniqueOrThrow({ where: { id } })).state
  const clockOf = async (id: string) => {
    const { clockId } = await reef.db.counterNotice.findUniqueOrThrow({ where: { id } })
    const where = { id: clockId ?? '' }
    return reef.db.clock.findUnique({ where, include: { marks: true, entries: { orderBy: { number: 'asc' } } } })
  }
  const steps = { at, machine, view, ref, open, counter, accept, forward, forwarded, court, decidePaper }
  return { reef, ines, nadia, wren, harl, ...steps, approvedAhead, seenBack, stateOf, clockOf }
}
export type Counters = Awaited<ReturnType<typeof openCounters>>
