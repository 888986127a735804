import { draftLetter } from '@/lib/features/letters/queries'
import type { PersonActor } from '@/lib/platform/access/access'
import type { Db } from '@/lib/platform/db/client'
import type { CommandInput, CommandName, CommandOutput, queries } from '@/lib/registry'
import { until } from '../stage'

interface Hands {
  db: Db
  instanceId: string
  ines: PersonActor
  kofi: PersonActor
  counsel: PersonActor
  run: <N extends CommandName>(actor: PersonActor, name: N, input: CommandInput<N>) => Promise<CommandOutput<N> | null>
  look: (actor: PersonActor, name: keyof typeof queries, input: object) => Promise<unknown>
}

const ELEMENTS = ['signature', 'work', 'material', 'contact', 'goodFaith', 'accuracy'] as const
const WHOLE = { signature: true, material: true, belief: true, person: true, consent: true }
const said = { name: 'Harl', address: '1 Quay', phone: '+1 555 0100', text: 'It is mine.' }

/** What happens at the copyright desk, once each: a notice, a counter-notice, a court, a put-back, a retraction. */
export async function tellNotices({ db, instanceId, ines, kofi, counsel, run, look }: Hands): Promise<void> {
  const now = new Date().toISOString()
  const paper = { at: now, party: 'Dana Marlow', channel: 'mail' as const, original: { entry: 'hand' as const } }
  const at = async (caseId: string) => {
    const { version } = await db.case.findUniqueOrThrow({ where: { id: caseId } })
    return { caseId, version }
  }
  const local = await db.account.findMany({
    where: { instanceId, domain: null },
    select: { remoteId: true, acct: true },
  })
  const ofThem = { instanceId, authorId: { in: local.map(({ remoteId }) => remoteId) } }
  const post = await db.post.findFirstOrThrow({ where: ofThem })
  const { origin } = await db.instance.findUniqueOrThrow({ where: { id: instanceId } })
  const author = local.find(({ remoteId }) => remoteId === post.authorId)?.acct ?? ''
  const url = `${origin}/@${author}/${post.remoteId}`
  const enter = async () => {
    const made = await run(kofi, 'entering.enter', {
      receivedAt: now,
      channel: 'mail',
      sender: { name: 'Dana Marlow', email: 'legal@marlow.example' },
      works: ['Harbour, May'],
      urls: url,
      elements: ELEMENTS.map((element) => ({ element, isThere: true })),
      original: { entry: 'paste', text: `Take down ${url}` },
    })
    const caseId = made?.caseId ?? ''
    await until(async () => (await db.noticeItem.count({ where: { caseId, state: 'waiting' } })) === 0)
    return caseId
  }
  const caseId = await enter()
  const standing = 'there' as const
  await run(kofi, 'notices.take', await at(caseId))
  const elements = ELEMENTS.map((element) => ({ element, standing }))
  await run(kofi, 'notices.judge', { ...(await at(caseId)), elements })
  await run(kofi, 'notices.noteKnowledge', { ...(await at(caseId)), text: 'It shows a watermark.' })
  await run(counsel, 'notices.flag', { ...(await at(caseId)), isMisrepresented: false })
  await run(counsel, 'notices.decide', { ...(await at(caseId)), decision: { step: 'valid' } })
  await run(counsel, 'notices.openSubpoena', { ...(await at(caseId)), title: '512(h) subpoena', paper })
  const [item] = await db.noticeItem.findMany({ where: { caseId } })
  const itemIds = [item?.id ?? '']
  const block = { step: 'edgeBlock' as const }
  await run(kofi, 'takedowns.decide', { ...(await at(caseId)), itemIds, decision: block })
  await run(counsel, 'takedowns.undo', { ...(await at(caseId)), itemIds, reason: 'The wrong one.' })

  const counter = { ...said, accountId: item?.accountId ?? '', receivedAt: now, elements: WHOLE, ...paper }
  const counterOf = async () =>
    (await db.counterNotice.findFirst({ where: { caseId }, orderBy: { id: 'desc' } }))?.id ?? ''
  await run(kofi, 'counters.enter', { ...(await at(caseId)), counter })
  await run(counsel, 'counters.judge', { ...(await at(caseId)), counterId: await counterOf(), elements: WHOLE })
  await run(counsel, 'counters.withdraw', { ...(await at(caseId)), counterId: await counterOf(), reason: 'By mail.' })
  await run(kofi, 'counters.enter', { ...(await at(caseId)), counter })
  const counterId = await counterOf()
  await run(counsel, 'counters.judge', { ...(await at(caseId)), counterId, elements: WHOLE })
  const drafted = await draftLetter(db, { caseId, template: 'D8' }, new Date())
  const letter = {
    template: 'D8',
    version: 1,
    channel: 'copied',
    subject: 'Counter-notice',
    text: drafted.text,
  } as const
  await run(counsel, 'notices.sendLetter', { ...(await at(caseId)), letter })
  await run(counsel, 'putbacks.ask', { ...(await at(caseId)), counterId })
  await run(counsel, 'putbacks.takeBack', { ...(await at(caseId)), counterId, reason: 'Too early.' })
  await run(counsel, 'putbacks.ask', { ...(await at(caseId)), counterId })
  await run(ines, 'putbacks.approve', { ...(await at(caseId)), counterId })
  const facts = { sort: 'action', isFromSender: true, isSameMaterial: true, docket: '1:26-cv-1', paper } as const
  await run(counsel, 'putbacks.enterCourtPaper', { ...(await at(caseId)), counterId, ...facts })
  const court = await db.courtPaper.findFirst({ where: { caseId } })
  const decision = { courtPaperId: court?.id ?? '', decision: 'hold', reason: 'It holds.' } as const
  await run(ines, 'putbacks.decideCourtPaper', { ...(await at(caseId)), ...decision })
  await run(counsel, 'putbacks.retract', { ...(await at(caseId)), paper })
  await run(ines, 'notices.setDesk', { isAlone: false, deputyId: kofi.id })
  const other = await enter()
  await run(counsel, 'notices.openBeside', { ...(await at(other)), title: 'Not consented' })
  await look(kofi, 'dmca.list', {})
  await look(kofi, 'dmca.case', { caseId })
}
