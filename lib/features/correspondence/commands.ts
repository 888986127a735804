import { answerOf, moveOn } from '@/lib/features/cases/commands'
import { COUNTER_MOVES, mayCounter } from '@/lib/features/counters/model'
import { keepLetter } from '@/lib/features/letters/commands'
import type { TemplateId } from '@/lib/features/letters/schema'
import { takeNotice, type Taken } from '@/lib/features/notices/commands'
import { counterStateOf, untoldOf } from '@/lib/features/notices/queries'
import { settleClocks } from '@/lib/features/takedowns/commands'
import { can } from '@/lib/platform/access/access'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { AppError } from '@/lib/platform/errors/error'
import { sendLetterInput } from './schema'

/**
 * A letter that a person read and decided to send, and what it brings about: asked, told, forwarded. Both stand or neither. What
 * becomes of the mail is another matter and is told on the case; the law asks for having tried in time.
 */
export const sendLetter = defineCommand({
  name: 'notices.sendLetter',
  permission: 'notice.work',
  input: sendLetterInput,
  isPublicDoor: true,
  bodyMaxBytes: 200_000,
  async run(context, { letter, ...ref }) {
    const taken = await takeNotice(context, ref)
    const effect = EFFECTS[letter.template]
    const accountId = letter.template === 'D8' ? forWhom(taken, letter.accountId) : letter.accountId
    const { letterId, text, ...sent } = await keepLetter(context, taken.row, { ...letter, accountId })
    if (letter.template === 'D8') assertWhole({ ...sent, channel: letter.channel })
    await effect?.(context, taken, accountId ?? null)
    await settleClocks(context, taken.row)
    const { row } = taken
    context.remember({ caseId: row.id, fields: { letter: letter.template, channel: letter.channel, letterId } })
    return { ...answerOf(row.id, await moveOn(context, row.id)), letterId, text }
  },
})

type Effect = (context: CommandContext, taken: Taken, accountId: string | null) => Promise<void>
const EFFECTS: Partial<Record<TemplateId, Effect>> = { D3: asked, D5: told, D8: forwarded }

/** 512(c)(3)(B)(ii): the attempt to reach whoever sent a curable notice. */
async function asked({ tx, now }: CommandContext, { row, notice }: Taken): Promise<void> {
  if (!['defectiveCore', 'defectiveCurable'].includes(notice.state)) throw new AppError('notice.moved')
  await tx.notice.update({ where: { caseId: row.id }, data: { askedAt: now } })
}

/** 512(g)(2)(A): the subscriber was told, with the way to a counter-notice; the secret of its link is made by the letter. */
async function told({ tx, now }: CommandContext, { row, notice }: Taken, accountId: string | null): Promise<void> {
  const [only, ...others] = untoldOf(notice)
  const to = accountId ?? (others.length === 0 ? only : undefined)
  if (!to) throw new AppError('notice.whom')
  const key = { caseId: row.id, accountId: to }
  await tx.noticeSubscriber.upsert({
    where: { caseId_accountId: key },
    create: { ...key, toldAt: now },
    update: { toldAt: now },
  })
}

/** The counter-notice that a D8 hands on: of several that are ready the letter has to say which. */
function forWhom({ notice }: Taken, accountId: string | undefined): string {
  const ready = notice.counters.filter((one) => mayCounter('forward', counterStateOf(one.state)))
  const counter = accountId ? ready.find((one) => one.accountId === accountId) : ready[0]
  if (!counter) throw new AppError('counter.moved')
  if (!accountId && ready.length > 1) throw new AppError('notice.whom')
  return counter.accountId
}

/** 512(g)(2)(B) asks for a copy of it, and for the ten business days to be said: without them nothing was forwarded. */
function assertWhole(sent: { missing: readonly string[]; isEnclosed: boolean; channel: string }): void {
  if (sent.missing.some((name) => name === 'counterWhole' || name === 'putBack')) throw new AppError('letter.notWhole')
  if (sent.isEnclosed && sent.channel === 'mail') throw new AppError('letter.enclose')
}

/** 512(g)(2)(B): whoever complained has the counter-notice, and was told that it is put back in ten business days. */
async function forwarded(context: CommandContext, { notice }: Taken, accountId: string | null): Promise<void> {
  if (!can(context.actor, 'notice.decide')) throw new AppError('notAllowed', { permission: 'notice.decide' })
  const ready = notice.counters.filter((one) => mayCounter('forward', counterStateOf(one.state)))
  const counter = accountId ? ready.find((one) => one.accountId === accountId) : ready[0]
  if (!counter) throw new AppError('counter.moved')
  const { to } = COUNTER_MOVES.forward
  await context.tx.counterNotice.update({
    where: { id: counter.id },
    data: { state: to, forwardedAt: context.now },
  })
}
