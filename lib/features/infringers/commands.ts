import { assertOn, intend } from '@/lib/features/acts/intents'
import { lockCase, moveOn } from '@/lib/features/cases/commands'
import { isPersonStopped } from '@/lib/features/cases/queries'
import { keepLetter } from '@/lib/features/letters/commands'
import type { LetterInput } from '@/lib/features/letters/schema'
import { actorOf } from '@/lib/features/staff/model'
import { voidStrikes } from '@/lib/features/strikes/commands'
import { DEFAULT_POLICY } from '@/lib/features/strikes/model'
import { can, type PersonActor } from '@/lib/platform/access/access'
import { personWho } from '@/lib/platform/access/person'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { newId, sql } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { objectionToConfirm, stepsAfter, type Step } from './model'
import { accountNow, lastReview, lettersCaseOf } from './queries'
import { answerInput, appealInput, confirmInput, decideInput, endInput, policyInput, type ReviewKind } from './schema'

/** A person decides about an account, with reasons: nothing, a warning, or that it is to end, which a second one confirms. */
export const decide = defineCommand({
  name: 'strikes.decide',
  permission: 'strike.decide',
  input: decideInput,
  isPublicDoor: true,
  bodyMaxBytes: 200_000,
  async run(context, { accountId, kind, reasons, points: seen, letter }) {
    const at = await stepOn(context, accountId, 'decide')
    if (at.points !== seen) throw new AppError('strike.stale')
    const id = await write(context, at, { kind, reasons, ofId: null })
    // What is only proposed is told to nobody outside.
    const sent = letter && kind !== 'proposed' ? await tell(context, at, letter) : null
    return { id, text: sent?.text ?? null }
  },
})

/** The second pair of eyes on a termination (legal-workflows 1.6). The account itself is ended on the acts desk. */
export const confirm = defineCommand({
  name: 'strikes.confirm',
  permission: 'strike.decide',
  input: confirmInput,
  isPublicDoor: true,
  fresh: true,
  bodyMaxBytes: 200_000,
  async run(context, { reviewId, letter }) {
    const actor = personIn(context)
    const proposed = await context.tx.strikeReview.findFirst({
      where: { id: reviewId, instanceId: actor.instanceId, kind: 'proposed' },
    })
    if (!proposed) throw new AppError('notFound')
    const at = await stepOn(context, proposed.accountId, 'confirm')
    if (at.last?.id !== proposed.id) throw new AppError('strike.stale')
    const objection = objectionToConfirm({
      isProposer: proposed.byId === actor.id,
      areOthers: await areOthers(context, actor),
      proposedAt: proposed.at,
      now: context.now,
    })
    if (objection) throw new AppError(objection)
    const id = await write(context, at, { kind: 'terminate', reasons: proposed.reasons, ofId: proposed.id })
    if (proposed.byId === actor.id) context.remember({ subjectIds: [at.accountId], fields: { confirmedAlone: true } })
    const sent = letter ? await tell(context, at, letter) : null
    return { id, text: sent?.text ?? null }
  },
})

/** Ends the account on Mastodon, once that was decided and confirmed: its suspension, asked for on the case of its last strike. */
export const end = defineCommand({
  name: 'strikes.end',
  permission: 'strike.decide',
  input: endInput,
  isPublicDoor: true,
  fresh: true,
  async run(context, { accountId }) {
    const actor = personIn(context)
    if (!can(actor, 'report.act')) throw new AppError('notAllowed', { permission: 'report.act' })
    const { instanceId } = actor
    const last = await lastReview(context.tx, instanceId, accountId)
    const caseId = await lettersCaseOf(context.tx, instanceId, accountId)
    if (last?.kind !== 'terminate' || !caseId) throw new AppError('strike.noDecision')
    const row = await lockCase(context, caseId)
    if (await isPersonStopped(context.tx, { instanceId, subjectId: accountId })) throw new AppError('case.stopped')
    // The case may be closed, and may stand under the name of another of its authors.
    await assertOn(context, { ...row, subjectId: accountId }, 'suspend')
    const why = `policy on repeat infringers, version ${last.policyNumber}`
    const ground = { kind: 'law', law: '17 USC 512(i)(1)(A)', why } as const
    const groupId = await intend(context, row, [
      { kind: 'suspend', targetId: accountId, reportId: null, ground, source: 'ownLook' },
    ])
    await moveOn(context, caseId)
    context.remember({ caseId, subjectIds: [accountId], fields: { kind: 'suspend', group: groupId, review: last.id } })
    return { caseId, groupId }
  },
})

async function areOthers({ tx }: CommandContext, actor: PersonActor): Promise<boolean> {
  const staff = await tx.person.findMany({ where: { instanceId: actor.instanceId, NOT: { id: actor.id } } })
  return staff.some((person) => can(actorOf(person), 'strike.decide'))
}

/** An appeal that came in, by whatever way: who enters it need not be who decides. */
export const appeal = defineCommand({
  name: 'strikes.appeal',
  permission: 'notice.work',
  input: appealInput,
  isPublicDoor: true,
  async run(context, { accountId, reasons }) {
    const at = await stepOn(context, accountId, 'appeal')
    return { id: await write(context, at, { kind: 'appealed', reasons, ofId: at.last?.id ?? null }) }
  },
})

/** What became of an appeal. Overturned: the strikes that counted then count no more. */
export const answer = defineCommand({
  name: 'strikes.answer',
  permission: 'strike.decide',
  input: answerInput,
  isPublicDoor: true,
  async run(context, { accountId, kind, reasons }) {
    const at = await stepOn(context, accountId, 'answer')
    const id = await write(context, at, { kind, reasons, ofId: at.last?.id ?? null })
    if (kind === 'overturned')
      for (const caseId of new Set(at.strikes.filter(({ counts }) => counts).flatMap(({ caseIds }) => caseIds)))
        await voidStrikes(context, { id: caseId, instanceId: at.instanceId }, 'appeal', accountId)
    return { id }
  },
})

/** Another version of the policy, from now on; the old ones stay as they were. */
export const setPolicy = defineCommand({
  name: 'strikes.setPolicy',
  permission: 'strike.decide',
  input: policyInput,
  isPublicDoor: true,
  async run(context, { after, ...policy }) {
    const { instanceId, id: byId } = personIn(context)
    const last = await context.tx.strikePolicy.findFirst({ where: { instanceId }, orderBy: { number: 'desc' } })
    const number = last?.number ?? DEFAULT_POLICY.number
    if (number !== after) throw new AppError('strike.stale')
    const row = { id: newId(), instanceId, number: number + 1, inForceAt: context.now, byId, ...policy }
    await context.tx.strikePolicy.create({ data: row })
    const { points, decayMonths, threshold } = policy
    context.remember({ fields: { policy: number + 1, points, decayMonths, threshold } })
    return { number: number + 1 }
  },
})

type At = Awaited<ReturnType<typeof stepOn>>

/** One at a time for an account, and only what may follow what stands there. */
async function stepOn(context: CommandContext, accountId: string, step: Step) {
  const actor = personIn(context)
  if (actor.remoteId === accountId) throw new AppError('strike.own')
  await context.tx.$queryRaw(
    sql`SELECT pg_advisory_xact_lock(hashtext(${`strikes ${actor.instanceId} ${accountId}`}))::text`,
  )
  const { instanceId } = actor
  const now = await accountNow(context.tx, { instanceId, accountId, now: context.now })
  const last = await lastReview(context.tx, instanceId, accountId)
  if (!stepsAfter(last?.kind ?? null, now.points).includes(step))
    throw new AppError(step === 'decide' ? 'strike.notDue' : 'strike.noDecision')
  return { ...now, instanceId, accountId, last, actor }
}

async function write(
  context: CommandContext,
  { instanceId, accountId, points, policy, actor }: At,
  said: { kind: ReviewKind; reasons: string; ofId: string | null },
): Promise<string> {
  const id = newId()
  const row = { id, instanceId, accountId, points, policyNumber: policy.number, at: context.now, byId: actor.id }
  await context.tx.strikeReview.create({ data: { ...row, ...said } })
  const fields = { review: said.kind, points, policy: policy.number, reasons: said.reasons }
  context.remember({ subjectIds: [accountId], fields })
  return id
}

/** The letter goes out on the newest case that counted: there the person was told of it before. */
async function tell(context: CommandContext, at: At, letter: LetterInput): Promise<{ text: string }> {
  const caseId = await lettersCaseOf(context.tx, at.instanceId, at.accountId)
  if (!caseId) throw new AppError('letter.whose')
  const row = await lockCase(context, caseId)
  const sent = await keepLetter(context, row, { ...letter, template: 'D12', accountId: at.accountId })
  await moveOn(context, caseId)
  return sent
}

const personIn = personWho('strike.decide')
