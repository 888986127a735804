import { ELEMENTS } from '@/lib/features/copyright/schema'
import { noteMore } from '@/lib/features/filings/commands'
import { addressesIn } from '@/lib/features/filings/parse'
import { marksOf, sameAs } from '@/lib/features/filings/store'
import { openNotice } from '@/lib/features/notices/commands'
import { readMail } from '@/lib/features/papers/parse'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { AppError } from '@/lib/platform/errors/error'
import { enterInput, type EnterInput } from './schema'

/**
 * A notice that came by mail, post or telephone, entered by one of the staff: what they say of each element stands as theirs, and
 * everything runs from when it reached the agent, not from now.
 */
export const enter = defineCommand({
  name: 'entering.enter',
  permission: 'notice.work',
  input: enterInput,
  isPublicDoor: true,
  bodyMaxBytes: 1_600_000,
  async look(_context, { original }) {
    if (original.entry !== 'eml') return { messageId: null }
    return { messageId: (await readMail(Buffer.from(original.base64, 'base64'))).messageId }
  },
  async run(context, input, { messageId }) {
    const { tx, actor } = context
    if (actor.kind !== 'person') throw new AppError('signIn.needed')
    const { sender, works, original } = input
    const { urls, more } = addressesIn(input.urls)
    const marks = marksOf({ messageId, original, sender: sender.email || sender.name, urls })
    const [duplicateOfId = null] = await sameAs(tx, actor.instanceId, marks)
    const { caseId, number } = await openNotice(context, {
      receivedAt: input.receivedAt,
      channel: input.channel,
      sender,
      works,
      urls: urls.map((url) => ({ url, work: works.length === 1 ? 0 : null })),
      elements: input.elements.map(({ element, isThere, quote, start }) => ({
        element,
        standing: isThere ? ('found' as const) : ('notFound' as const),
        quote,
        start,
        end: start === null ? null : start + quote.length,
      })),
      original,
      subject: input.subject,
      isConfirmed: true,
      tokenHash: null,
      language: input.language,
    })
    await judge(context, caseId, input)
    if (duplicateOfId) await tx.notice.update({ where: { caseId }, data: { duplicateOfId } })
    if (more > 0) await noteMore(context, caseId, { number: urls.length + 1, more })
    await tx.filing.create({ data: { caseId, ...marks } })
    return { caseId, number, duplicateOfId }
  },
})

/** What a person looked at is theirs to say; what they did not look at stays as it was found. */
async function judge({ tx, now, actor }: CommandContext, caseId: string, { elements }: EnterInput): Promise<void> {
  const judgedById = actor.kind === 'person' ? actor.id : null
  for (const element of ELEMENTS) {
    const said = elements.find((one) => one.element === element)
    if (!said?.isJudged) continue
    await tx.noticeElement.update({
      where: { caseId_element: { caseId, element } },
      data: { standing: said.isThere ? 'there' : 'missing', judgedAt: now, judgedById },
    })
  }
}
