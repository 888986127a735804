import { z } from 'zod'
import { isPersonStopped } from '@/lib/features/cases/queries'
import { defineCommand } from '@/lib/platform/commands/define'
import { GIVE_UP_MS, nextTryAt } from './deadlines'
import { letFollow, performOptions } from './intents'
import { performActJob } from './jobs'
import { type ActState, mayMove } from './model'

/** An act is looked for so many times after its call, and then stays as it was seen. */
export const LAST_LOOK = 4

/**
 * Asked becomes sent, once: committed before the call, so that no death of a process can make it twice. `isFresh` tells the
 * one caller who may call. What concerns a person who was stopped meanwhile, from whichever case, is not sent any more.
 */
export const markSent = defineCommand({
  name: 'acts.markSent',
  permission: 'mirror.write',
  input: z.object({ actId: z.uuid() }),
  async run({ tx, now }, { actId }) {
    const act = await tx.act.findUniqueOrThrow({ where: { id: actId } })
    const isStopped = await isPersonStopped(tx, { instanceId: act.instanceId, subjectId: act.targetId })
    const { count } = await tx.act.updateMany({
      where: { id: actId, state: 'asked', OR: [{ afterId: null }, { after: { state: 'confirmed' } }] },
      data: isStopped ? { state: 'cancelled', settledAt: now } : { state: 'sent', sentAt: now, waitsUntil: null },
    })
    return { isFresh: count === 1 && !isStopped, sentAt: now }
  },
})

/** Mastodon answered with success; kept at once, because the read-back that follows may outlive this process. */
export const noteAnswer = defineCommand({
  name: 'acts.noteAnswer',
  permission: 'mirror.write',
  input: z.object({ actId: z.uuid() }),
  async run({ tx, now }, { actId }) {
    await tx.act.updateMany({ where: { id: actId, answeredAt: null }, data: { answeredAt: now } })
    return {}
  },
})

/**
 * Nothing was done, and only because Mastodon does not answer now: the act waits and is tried again, until a day has passed.
 * What is committed as `sent` goes back to `asked` by the one run that knows for certain that its call was not acted on.
 */
export const postpone = defineCommand({
  name: 'acts.postpone',
  permission: 'mirror.write',
  input: z.object({
    actId: z.uuid(),
    why: z.string().max(100),
    resetAt: z.date().nullable(),
    /** How this run knows the act: another run may have sent it meanwhile, and then nothing may lead back. */
    from: z.enum(['asked', 'sent']),
    /** False: Mastodon was known to be down and was not asked. */
    wasTried: z.boolean().default(true),
  }),
  async run({ tx, now, enqueue }, { actId, why, resetAt, from, wasTried }) {
    const act = await tx.act.findUniqueOrThrow({ where: { id: actId } })
    const waitsSince = act.waitsSince ?? now
    if (now.getTime() - waitsSince.getTime() >= GIVE_UP_MS) return { waits: false }
    const tries = act.tries + (wasTried ? 1 : 0)
    const waitsUntil = nextTryAt({ tries: wasTried ? tries : HELD_TRIES, resetAt, now })
    const { count } = await tx.act.updateMany({
      where: { id: actId, state: from, answeredAt: null },
      data: {
        state: 'asked',
        sentAt: null,
        waitsFor: why,
        waitsSince,
        waitsUntil,
        tries,
        ...(wasTried ? { triedAt: now } : {}),
      },
    })
    if (count > 0) await enqueue(performActJob, { actId }, { ...performOptions(actId), runAt: waitsUntil })
    return { waits: true }
  },
})

/** While others find Mastodon down, an act looks every two minutes whether it still is. */
const HELD_TRIES = 4

export const settle = defineCommand({
  name: 'acts.settle',
  permission: 'mirror.write',
  input: z.object({
    actId: z.uuid(),
    state: z.enum(['confirmed', 'notConfirmed', 'failed']),
    failure: z.string().max(100).nullable().default(null),
    /** Something stands in the way of a call that was not made: says nothing of one that another run made meanwhile. */
    isUnsent: z.boolean().default(false),
  }),
  async run(context, { actId, state, failure, isUnsent }) {
    const act = await context.tx.act.findUniqueOrThrow({ where: { id: actId } })
    if (isUnsent && act.state !== 'asked') return { isSettled: false }
    if (!mayMove(act.state as ActState, state)) return { isSettled: false } // Written by `intend` and these commands.
    const { count } = await context.tx.act.updateMany({
      where: { id: actId, state: act.state },
      data: { state, failure, waitsUntil: null, settledAt: context.now },
    })
    if (count === 0) return { isSettled: false }
    await letFollow(context, actId, state)
    context.remember({
      caseId: act.caseId,
      subjectIds: [act.targetId],
      outcome: state === 'failed' ? 'failed' : 'done',
      fields: { kind: act.kind, group: act.groupId, report: act.reportId, state, failure },
    })
    return { isSettled: true }
  },
})
