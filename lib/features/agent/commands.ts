import { z } from 'zod'
import { moveOn } from '@/lib/features/cases/commands'
import { append, startClock } from '@/lib/features/deadlines/commands'
import { clockOf } from '@/lib/features/deadlines/queries'
import type { PersonActor } from '@/lib/platform/access/access'
import { personWho } from '@/lib/platform/access/person'
import { parseDay } from '@/lib/platform/calendar/days'
import { instantOf } from '@/lib/platform/calendar/zones'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { newId } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { t } from '@/lib/platform/i18n/translate'
import { type Seen, seeAbout } from './probing'
import { agentInput, type AgentInput } from './schema'

/** Enters the agent as it was registered. Nothing is ever changed: each designation, amendment or resubmission is a version. */
export const record = defineCommand({
  name: 'agent.record',
  permission: 'agent.manage',
  input: agentInput,
  isPublicDoor: true,
  async run(context, { after, ...agent }) {
    const actor = personIn(context)
    const { tx, now } = context
    const { instanceId } = actor
    const last = await tx.designatedAgent.findFirst({ where: { instanceId }, orderBy: { number: 'desc' } })
    if ((last?.number ?? null) !== after) throw new AppError('agent.stale')
    const at = instantOf(parseDay(agent.registeredOn) ?? 0, 0, agent.zone)
    if (at.getTime() > now.getTime()) throw new AppError('clock.ahead')
    const caseId = last?.caseId ?? (await openCase(context, actor, agent, at))
    const clockId = await clockFor(context, { id: caseId, instanceId }, { last, agent, at })
    const number = (last?.number ?? 0) + 1
    await tx.designatedAgent.create({
      data: { id: newId(), instanceId, number, ...agent, caseId, clockId, recordedAt: now, recordedById: actor.id },
    })
    const { reason, registrationNumber, registeredOn, names } = agent
    context.remember({ caseId, fields: { number, reason, registrationNumber, registeredOn, names: names.length } })
    await moveOn(context, caseId)
    return { number, caseId }
  },
})

/** The designation stands on the docket as a case of its own: its clock, receipts and letters have their place there. */
async function openCase({ tx, now }: CommandContext, actor: PersonActor, agent: Filing, at: Date): Promise<string> {
  const caseId = newId()
  await tx.case.create({
    data: {
      id: caseId,
      instanceId: actor.instanceId,
      kind: 'agent',
      class: 'ordinary',
      partyIds: [],
      openedAt: now,
      ownerId: actor.id,
      ownedAt: now,
    },
  })
  await tx.handCase.create({
    data: {
      caseId,
      title: t('agent.caseTitle'),
      channel: 'other',
      sender: agent.provider,
      receivedAt: at,
      recordedAt: now,
      recordedById: actor.id,
    },
  })
  return caseId
}
type Filing = Omit<AgentInput, 'after'>

interface Renewal {
  last: { clockId: string; registeredOn: string; zone: string } | null
  agent: Filing
  at: Date
}

/** Three years begin anew with each filing; a correction of the same day leaves its clock alone. */
async function clockFor(
  context: CommandContext,
  row: { id: string; instanceId: string },
  { last, agent, at }: Renewal,
): Promise<string> {
  if (last && last.registeredOn === agent.registeredOn && last.zone === agent.zone) return last.clockId
  const before = last ? await clockOf(context.tx, { caseId: row.id, clockId: last.clockId }) : null
  if (before?.state === 'running') {
    const kind = agent.reason === 'correction' ? 'withdrawn' : 'met'
    const entry = { kind, at: at > before.startedAt ? at : context.now } as const
    await append(context, before, { entry, reason: t(`agent.reason.${agent.reason}`), instanceId: row.instanceId })
  }
  return startClock(context, row, {
    clock: 'dmca.agentDesignation',
    at: at.toISOString(),
    zone: agent.zone,
    calendar: null,
    complianceOn: null,
  })
}

/** Looks at the about page now. */
export const check = defineCommand({
  name: 'agent.check',
  permission: 'agent.manage',
  input: z.object({}),
  isPublicDoor: true,
  attempts: { limit: 20, windowMs: 3_600_000 },
  look: ({ db }) => seeAbout(db),
  async run(context, _, seen) {
    if (!seen) throw new AppError('agent.none')
    await keep(context, seen)
    context.remember({ fields: { outcome: seen.outcome, missing: seen.missing } })
    return { outcome: seen.outcome }
  },
})

export const noteCheck = defineCommand({
  name: 'agent.noteCheck',
  permission: 'mirror.write',
  input: z.object({
    instanceId: z.uuid(),
    number: z.int(),
    outcome: z.enum(['carried', 'missing', 'unreachable']),
    missing: z.array(z.enum(['name', 'address', 'phone', 'email'])),
    sha256: z.string().nullable(),
    failure: z.string().nullable(),
  }),
  async run(context, seen) {
    const { instanceId } = seen
    const last = await context.tx.agentCheck.findFirst({
      where: { instanceId },
      orderBy: [{ at: 'desc' }, { id: 'desc' }],
    })
    await keep(context, seen)
    // What changed is a row of the log; that all is as it was is not.
    if (last?.outcome !== seen.outcome) context.remember({ fields: { outcome: seen.outcome, missing: seen.missing } })
    return {}
  },
})

async function keep({ tx, now }: CommandContext, seen: Seen): Promise<void> {
  await tx.agentCheck.create({ data: { id: newId(), at: now, ...seen } })
}

const personIn = personWho('agent.manage')
