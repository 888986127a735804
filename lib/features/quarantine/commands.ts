import { z } from 'zod'
import { lockCase, moveOn } from '@/lib/features/cases/commands'
import { isPersonStopped } from '@/lib/features/cases/queries'
import { evidenceRef } from '@/lib/features/evidence/schema'
import { heldBy, isAnySecret } from '@/lib/features/holds/statements'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { AppError } from '@/lib/platform/errors/error'
import { daysMs, LIFETIMES } from '@/lib/platform/privacy/lifetimes'
import { destroyObjects } from '@/lib/platform/vault/destroy'
import { rewrap } from '@/lib/platform/vault/objects'
import { tidyVaultJob } from './jobs'
import { VERDICTS } from './model'

/**
 * The first person who has seen a quarantined file says what it is: `ordinary` moves it to the case, `intimate` destroys the bytes and
 * leaves the hash. What is worse than either is the stop's (safety.stop).
 */
export const judge = defineCommand({
  name: 'quarantine.judge',
  permission: 'media.uncover',
  input: evidenceRef.extend({ verdict: z.enum(VERDICTS) }),
  isPublicDoor: true,
  async run(context, { caseId, evidenceId, verdict }) {
    const { tx, actor, now, remember } = context
    const row = await lockCase(context, caseId)
    if (actor.kind !== 'person') throw new AppError('notFound')
    if (row.class !== 'ordinary' || (await isPersonStopped(tx, row))) throw new AppError('case.stopped')
    const evidence = await tx.evidence.findFirst({
      where: { id: evidenceId, caseId, kind: 'media' },
      include: { object: true },
    })
    if (!evidence) throw new AppError('notFound')
    if (evidence.state !== 'sealed' || evidence.object?.class !== 'quarantine') throw new AppError('quarantine.judged')
    if (!(await hasSeen(context, caseId, evidence.remoteId))) throw new AppError('quarantine.notSeen')
    const { id, sha256 } = evidence.object
    if (verdict === 'ordinary') await rewrap(tx, [id], 'ordinary')
    else {
      const scope = { instanceId: row.instanceId, caseIds: [caseId], postIds: evidence.postId ? [evidence.postId] : [] }
      const held = await heldBy(tx, scope, now)
      // Of a secret hold neither the answer nor the row of the refusal tells.
      if (held.length > 0) throw new AppError((await isAnySecret(tx, held, now)) ? 'held.notNow' : 'quarantine.held')
      await destroyObjects(tx, now, { ids: [id], remains: 'hash' })
      await context.enqueue(tidyVaultJob, {}, { key: 'quarantine.tidy' })
    }
    await tx.evidence.update({
      where: { id: evidenceId },
      data: { judgedById: actor.id, judgedAt: now, ...(verdict === 'intimate' ? { state: 'intimate' } : {}) },
    })
    await moveOn(context, caseId)
    remember({
      caseId,
      subjectIds: row.subjectId ? [row.subjectId] : [],
      fields: { media: evidence.remoteId, verdict, sha256: sha256 ?? null },
    })
    return { caseId }
  },
})

/** Whether this person uncovered the file: the log says so. */
async function hasSeen({ tx, actor }: CommandContext, caseId: string, mediaId: string): Promise<boolean> {
  if (actor.kind !== 'person') return false
  const seen = await tx.auditValue.count({
    where: {
      field: 'media',
      value: JSON.stringify(mediaId),
      row: { command: 'media.uncover', outcome: 'done', caseId, actorId: actor.id },
    },
  })
  return seen > 0
}

const BATCH = 200

/** Destroys what nobody has judged in time, but what a hold keeps; the hash stays. Counts. */
export const expire = defineCommand({
  name: 'quarantine.expire',
  permission: 'mirror.write',
  input: z.object({}),
  async run({ tx, now, remember }) {
    const due = await tx.evidence.findMany({
      where: {
        state: 'sealed',
        object: {
          class: 'quarantine',
          destroyedAt: null,
          storedAt: { lt: new Date(now.getTime() - daysMs(LIFETIMES.quarantineDays)) },
        },
      },
      include: { case: true },
      orderBy: { seenAt: 'asc' },
      take: BATCH,
    })
    let expired = 0
    for (const evidence of due) {
      const { id, caseId, objectId, instanceId, postId } = evidence
      const scope = { instanceId, caseIds: [caseId], postIds: postId ? [postId] : [] }
      if (!objectId || (await heldBy(tx, scope, now)).length > 0) continue
      await destroyObjects(tx, now, { ids: [objectId], remains: 'hash' })
      await tx.evidence.update({ where: { id }, data: { state: 'expired' } })
      remember({
        caseId,
        subjectIds: evidence.case.subjectId ? [evidence.case.subjectId] : [],
        fields: { media: evidence.remoteId },
      })
      expired += 1
    }
    return { expired }
  },
})
