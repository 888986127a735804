import type { lockCase } from '@/lib/features/cases/commands'
import { rulesOf } from '@/lib/features/intake/queries'
import { personWho } from '@/lib/platform/access/person'
import type { CommandContext } from '@/lib/platform/commands/define'
import { type Json, JsonNull, newId } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { performActJob } from './jobs'
import { type ActKind, type ActState, reasonOff } from './model'
import { reasonsOff } from './queries'
import type { AskAct, Change } from './schema'

export interface Intent {
  kind: ActKind
  targetId: string
  reportId: string | null
  message?: string
  sendsMail?: boolean
  note?: string
  ground?: AskAct['ground']
  source?: AskAct['source']
  undoesId?: string
  change?: Change
  keeps?: boolean
  territory?: string[]
  durationDays?: number
  endsAt?: Date
  /** Sent only when the first of these intents is confirmed. */
  followsFirst?: boolean
  /** Waits while Mastodon does not answer, whatever its person set: nobody stands by who could ask again. */
  isPatient?: true
}

type CaseRow = Pick<Awaited<ReturnType<typeof lockCase>>, 'id' | 'instanceId'>

/** Writes what a person intends, and the jobs that will do it, in the transaction of the decision. */
export function intend(context: CommandContext, row: CaseRow, intents: readonly Intent[]): Promise<string> {
  return intendFor(context, personIn(context).id, row, intents)
}

/** The same for somebody who decided it earlier. */
export async function intendFor(
  { tx, now, enqueue }: Pick<CommandContext, 'tx' | 'now' | 'enqueue'>,
  personId: string,
  row: CaseRow,
  intents: readonly Intent[],
): Promise<string> {
  const groupId = newId()
  const firstId = newId()
  const { actsWait } = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { actsWait: true } })
  const acts = intents.map((intent, place) => ({ ...intent, id: place === 0 ? firstId : newId() }))
  await tx.act.createMany({
    data: acts.map(({ ground, change, followsFirst = false, ...plain }) => ({
      groupId,
      caseId: row.id,
      instanceId: row.instanceId,
      personId,
      askedAt: now,
      isPatient: actsWait,
      ground: ground ? (ground satisfies Json) : JsonNull,
      change: change ? (change satisfies Json) : JsonNull,
      afterId: followsFirst ? firstId : null,
      ...plain,
    })),
  })
  for (const { id, followsFirst } of acts)
    if (!followsFirst) await enqueue(performActJob, { actId: id }, performOptions(id))
  return groupId
}

export const performOptions = (actId: string) => ({ key: `act:${actId}`, maxAttempts: 3 })

/** An act was settled: what waits for it is sent on its way, or never sent. While it is not confirmed, it goes on waiting. */
export async function letFollow(
  { tx, now, enqueue }: Pick<CommandContext, 'tx' | 'now' | 'enqueue'>,
  actId: string,
  state: ActState,
): Promise<number> {
  const where = { afterId: actId, state: 'asked' }
  if (state === 'confirmed') {
    const followers = await tx.act.findMany({ where, select: { id: true } })
    for (const { id } of followers) await enqueue(performActJob, { actId: id }, performOptions(id))
    return followers.length
  }
  if (state !== 'failed' && state !== 'cancelled') return 0
  const data = { state: 'failed', failure: 'earlierFailed', settledAt: now }
  return (await tx.act.updateMany({ where, data })).count
}

export const personIn = personWho('report.act')

/** Refuses an act that is off, with the same reason that the button shows. */
export async function assertOn(
  context: CommandContext,
  row: Awaited<ReturnType<typeof lockCase>>,
  kind: ActKind,
  rule = reasonOff,
): Promise<void> {
  const why = (await reasonsOff(context.tx, personIn(context), row, rule))(kind)
  if (why === 'waiting') throw new AppError('act.waiting')
  if (why) throw new AppError('act.off', { why })
}

/** A rule is a ground, or what a report is for, only if the instance has it or a report of the case names it. */
export async function assertKnownRules(
  { tx }: CommandContext,
  row: CaseRow,
  ruleIds: readonly string[],
): Promise<void> {
  if (ruleIds.length === 0) return
  const instance = await tx.instance.findUniqueOrThrow({ where: { id: row.instanceId }, select: { rules: true } })
  const links = await tx.caseReport.findMany({
    where: { caseId: row.id },
    select: { report: { select: { rules: true } } },
  })
  const known = [instance.rules, ...links.map((link) => link.report.rules)].flatMap(rulesOf).map((rule) => rule.id)
  if (ruleIds.some((id) => !known.includes(id))) throw new AppError('report.unknownRule')
}

export async function openReportsOf({ tx }: Pick<CommandContext, 'tx'>, caseId: string) {
  const reports = await tx.report.findMany({
    where: { isResolved: false, goneAt: null, cases: { some: { caseId } } },
    orderBy: { sequence: 'asc' },
  })
  return reports.map((report) => ({ ...report, rules: rulesOf(report.rules) }))
}

export function groundText(ground: AskAct['ground']): string | null {
  if (!ground) return null
  return ground.kind === 'rule' ? `rules ${ground.ruleIds.join(', ')}` : `${ground.law}: ${ground.why}`
}
