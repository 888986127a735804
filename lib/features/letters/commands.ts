import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { answerOf, moveOn, takeUp } from '@/lib/features/cases/commands'
import { caseRef } from '@/lib/features/cases/schema'
import { keepPaper } from '@/lib/features/papers/commands'
import type { Channel } from '@/lib/features/papers/schema'
import { can } from '@/lib/platform/access/access'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { newId } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env/env'
import { AppError } from '@/lib/platform/errors/error'
import { destroyObjects } from '@/lib/platform/vault/destroy'
import { putObject } from '@/lib/platform/vault/objects'
import { sendLetterJob } from './jobs'
import { withoutSecrets } from './parse'
import { contentsIn, LOST_AFTER_MS, UNKNOWN_AFTER_MS } from './model'
import { partyOf } from './queries'
import { factsOf } from './readings'
import { letterInput, type LetterInput, LINK_LATER, type TemplateId } from './schema'
import { forbiddenIn, requiredOf, TEMPLATES } from './templates'

const PAPER_CHANNELS: Record<LetterInput['channel'], Channel> = { mail: 'mail', copied: 'other', post: 'post' }

/**
 * Keeps the letter that a person decided to send, on a case that the caller has locked, and has it sent where it goes by mail.
 * Links whose secret stands in no table are made here and put in their places; `text` is the letter as it goes out. What is kept has
 * no link: whoever may read the case may not answer in the name of whom it was sent to.
 */
export async function keepLetter(
  context: CommandContext,
  row: { id: string; class: string },
  letter: LetterInput,
): Promise<{ letterId: string; text: string; missing: string[]; isEnclosed: boolean }> {
  const { tx, now, actor } = context
  const { template, version, channel, accountId, disclosure = '' } = letter
  const facts = await factsOf(tx, { caseId: row.id, template, accountId }, now)
  const { to } = TEMPLATES[template]
  const isSealed = to === 'subscriber'
  if (isSealed && !facts.subscriber) throw new AppError('letter.whose')
  if (channel === 'mail' && !env().smtp) throw new AppError('letter.noServer')
  if (channel === 'mail' && !isSealed && facts.recipientEmail === '') throw new AppError('letter.noAddress')
  const text = await withLinks(context, {
    caseId: row.id,
    accountId: facts.subscriber?.accountId ?? null,
    text: letter.text,
  })
  const kept = withoutSecrets(letter.text)
  const subject = letter.subject.replace(/\s+/g, ' ')
  const disclosed = forbiddenIn(template, `${subject}\n${text}`, facts)
  if (disclosed.length > 0) mayDisclose(context, { words: disclosed, disclosure })
  const missing = contentsIn(text, requiredOf(template, facts)).flatMap(({ name, isThere }) => (isThere ? [] : [name]))
  const party = partyOf(template, facts) || '?'
  const paperId = await keepPaper(context, row, {
    way: 'out',
    kind: 'letter',
    at: now.toISOString(),
    party,
    channel: PAPER_CHANNELS[channel],
    subject,
    original: { entry: 'paste', text: kept },
  })
  const id = newId()
  const place = { caseId: row.id, class: 'paper', kind: 'letter' } as const
  const isCut = channel === 'mail' && text !== kept
  const sending = isCut ? await putObject(tx, now, place, Buffer.from(text, 'utf8')) : null
  await tx.letter.create({
    data: {
      id,
      caseId: row.id,
      template,
      version,
      recipient: to,
      party,
      channel,
      subject,
      paperId,
      sendingId: sending?.id ?? null,
      missing,
      at: now,
      accountId: isSealed ? (facts.subscriber?.accountId ?? null) : null,
      aboutId: template === 'D8' ? (facts.subscriber?.accountId ?? null) : null,
      address: channel === 'mail' && !isSealed ? facts.recipientEmail : '',
      state: channel === 'mail' ? 'waiting' : 'given',
      settledAt: channel === 'mail' ? null : now,
      byId: actor.kind === 'person' ? actor.id : null,
    },
  })
  if (channel === 'mail')
    await context.enqueue(sendLetterJob, { letterId: id }, { maxAttempts: 1, key: `letter:${id}` })
  context.remember({
    caseId: row.id,
    fields: {
      letter: template,
      version,
      letterId: id,
      channel,
      to,
      missing,
      ...(disclosed.length > 0 ? { disclosure } : {}),
    },
  })
  return { letterId: id, text, missing, isEnclosed: facts.counter?.isEnclosed ?? false }
}

/**
 * What was promised to whoever wrote to us, and what 512(h) is the only way to, is not given away by a slip of the pen: counsel or the
 * owner may, for a reason that stays on record.
 */
function mayDisclose(
  { actor }: Pick<CommandContext, 'actor'>,
  { words, disclosure }: { words: readonly string[]; disclosure: string },
): void {
  if (!disclosure) throw new AppError('letter.forbidden', { words: words.join(', ') })
  if (!can(actor, 'notice.decide')) throw new AppError('notAllowed', { permission: 'notice.decide' })
}

interface Places {
  caseId: string
  accountId: string | null
  text: string
}
/** Makes the secrets of the links that the text has places for. Tables have their hashes only; an older link no longer opens. */
async function withLinks({ tx }: CommandContext, { caseId, accountId, text }: Places): Promise<string> {
  let filled = text
  if (accountId && filled.includes(LINK_LATER.counter)) {
    const { token, tokenHash } = newToken()
    const key = { caseId, accountId }
    await tx.noticeSubscriber.upsert({
      where: { caseId_accountId: key },
      create: { ...key, tokenHash },
      update: { tokenHash },
    })
    filled = filled.replaceAll(LINK_LATER.counter, `${env().url}/dmca/counter/${token}`)
  }
  if (filled.includes(LINK_LATER.case)) {
    const { token, tokenHash } = newToken()
    await tx.notice.update({ where: { caseId }, data: { tokenHash } })
    filled = filled.replaceAll(LINK_LATER.case, `${env().url}/case/${token}`)
  }
  return filled
}

function newToken() {
  const token = randomBytes(32).toString('base64url')
  return { token, tokenHash: Uint8Array.from(createHash('sha256').update(token).digest()) }
}

/** Go out with a decision of their own (notices, counters, strikes), the first time. */
const WITH_A_DECISION: readonly TemplateId[] = ['D3', 'D5', 'D8', 'D9', 'D12']

/** Sends a letter that decides nothing, or one that a decision sent before, once more: what failed is sent again by a person. */
export const send = defineCommand({
  name: 'letters.send',
  permission: 'notice.work',
  input: caseRef.extend({ letter: letterInput }),
  isPublicDoor: true,
  bodyMaxBytes: 200_000,
  async run(context, { letter, ...ref }) {
    const row = await takeUp(context, ref)
    if (WITH_A_DECISION.includes(letter.template)) {
      const before = await context.tx.letter.count({ where: { caseId: row.id, template: letter.template } })
      if (before === 0) throw new AppError('letter.byItsDecision')
    }
    const { letterId, text } = await keepLetter(context, row, letter)
    return { ...answerOf(row.id, await moveOn(context, row.id)), letterId, text }
  },
})

/** Claims a letter for its one try, before the mail server is called: a row that was tried is never tried again. */
export const claim = defineCommand({
  name: 'letters.claim',
  permission: 'mirror.write',
  input: z.object({ letterId: z.uuid() }),
  async run({ tx, now }, { letterId: id }) {
    const { count } = await tx.letter.updateMany({
      where: { id, state: 'waiting', triedAt: null },
      data: { state: 'trying', triedAt: now },
    })
    return { isOurs: count === 1 }
  },
})

/** What became of it: told on the case, and never changed afterwards. */
export const settle = defineCommand({
  name: 'letters.settle',
  permission: 'mirror.write',
  input: z.object({ letterId: z.uuid(), failure: z.string().nullable() }),
  async run(context, { letterId: id, failure }) {
    const state = failure === null ? 'sent' : failure === 'unknown' ? 'unknown' : 'failed'
    const { count } = await context.tx.letter.updateMany({
      where: { id, state: { in: ['waiting', 'trying'] } },
      data: { state, failure, settledAt: context.now },
    })
    if (count === 0) return {}
    const letter = await context.tx.letter.findUniqueOrThrow({ where: { id } })
    if (letter.sendingId) {
      const { tx, now } = context
      await destroyObjects(tx, now, { ids: [letter.sendingId], remains: 'nothing' })
      await tx.letter.update({ where: { id }, data: { sendingId: null } })
    }
    context.remember({
      caseId: letter.caseId,
      outcome: failure === null ? 'done' : 'failed',
      fields: { letter: letter.template, letterId: id, state, failure },
    })
    return {}
  },
})

/** Puts back what lost its job; of what was tried and never answered nobody knows any more. */
export const sweep = defineCommand({
  name: 'letters.sweepOver',
  permission: 'mirror.write',
  input: z.object({}),
  async run(context) {
    const { tx, now } = context
    const before = (ms: number) => new Date(now.getTime() - ms)
    const lost = await tx.letter.findMany({ where: { state: 'waiting', at: { lt: before(LOST_AFTER_MS) } }, take: 100 })
    for (const { id } of lost)
      await context.enqueue(sendLetterJob, { letterId: id }, { maxAttempts: 1, key: `letter:${id}` })
    const silent = await tx.letter.findMany({
      where: { state: 'trying', triedAt: { lt: before(UNKNOWN_AFTER_MS) } },
      select: { id: true },
      take: 100,
    })
    return { silent: silent.map(({ id }) => id) }
  },
})
