import { createHash } from 'node:crypto'
import { z } from 'zod'
import { isPersonStopped } from '@/lib/features/cases/queries'
import { type NewEvidence, keepEvidence } from '@/lib/features/evidence/store'
import type { PostRow } from '@/lib/features/intake/parse'
import { keepPosts } from '@/lib/features/intake/store'
import { defineCommand } from '@/lib/platform/commands/define'
import { newId, sql, type Tx } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { keepFile, putObject, type StoredFile } from '@/lib/platform/vault/objects'
import { CATEGORIES, FRESH_MS, isWhole, LOST_MS, MEDIA_POLICIES } from './model'
import { lastLookAt, unsealedOf } from './queries'

/** What is kept of media, by category of the report. The words of a report come before it. */
export const setMedia = defineCommand({
  name: 'captures.setMedia',
  permission: 'instance.connect',
  input: z.object({ category: z.enum(CATEGORIES), media: z.enum(MEDIA_POLICIES) }),
  isPublicDoor: true,
  async run({ tx, actor, remember }, { category, media }) {
    if (actor.kind !== 'person') throw new AppError('notAllowed', { permission: 'instance.connect' })
    const key = { instanceId: actor.instanceId, category }
    const before = await tx.captureSetting.findUnique({ where: { instanceId_category: key } })
    await tx.captureSetting.upsert({
      where: { instanceId_category: key },
      create: { ...key, media },
      update: { media },
    })
    remember({ fields: { category, before: before?.media ?? null, after: media } })
    return { category, media }
  },
})

/**
 * Begins a look, unless a fresh one is there that covers all reports and posts of the case (`fresh`) or another process is at it
 * (`running`). `off`: the case or its person was
 * stopped, or the instance is archived.
 */
export const begin = defineCommand({
  name: 'captures.begin',
  permission: 'mirror.write',
  input: z.object({ caseId: z.uuid(), cause: z.enum(['opened', 'act']), personId: z.uuid().nullable() }),
  async run({ tx, now }, { caseId, cause, personId }) {
    if (!(await isOpenToCapture(tx, caseId))) return { state: 'off' as const, captureId: null }
    const last = await tx.capture.findFirst({ where: { caseId }, orderBy: { askedAt: 'desc' } })
    const ageOf = (at: Date) => now.getTime() - at.getTime()
    const isAlive = last?.state === 'running' && ageOf(last.aliveAt ?? last.askedAt) < LOST_MS
    if (isAlive) return { state: 'running' as const, captureId: last.id }
    const isFresh = last?.state === 'done' && ageOf(last.askedAt) < FRESH_MS && isWhole(await lastLookAt(tx, caseId))
    if (isFresh && (await unsealedOf(tx, caseId)).length === 0) return { state: 'fresh' as const, captureId: last.id }
    // Whoever was at it died.
    if (last?.state === 'running')
      await tx.capture.update({ where: { id: last.id }, data: { state: 'failed', why: 'died', doneAt: now } })
    const captureId = newId()
    const reports = await tx.caseReport.findMany({ where: { caseId }, select: { reportId: true } })
    const reportIds = reports.map(({ reportId }) => reportId)
    await tx.capture.create({
      data: { id: captureId, caseId, cause, personId, state: 'running', askedAt: now, reportIds },
    })
    return { state: 'begun' as const, captureId }
  },
})

/**
 * Posts that a notice names and that the mirror does not know: nobody reported them. What is no more, or is not for everybody, is
 * written down as missing, so that nobody waits for it.
 */
export const learn = defineCommand({
  name: 'captures.learn',
  permission: 'mirror.write',
  input: z.object({
    captureId: z.uuid(),
    posts: z.array(z.custom<PostRow>()).max(100),
    missing: z.array(z.object({ postId: z.string().max(64), why: z.enum(['gone', 'notForAll']) })).max(100),
  }),
  async run({ tx, now }, { captureId, posts, missing }) {
    const capture = await tx.capture.findUniqueOrThrow({ where: { id: captureId }, include: { case: true } })
    const { caseId } = capture
    if (!(await isOpenToCapture(tx, caseId))) return { isKept: false }
    const { instanceId } = capture.case
    await keepPosts(tx, { instanceId, seenAt: now }, posts)
    const cause = capture.cause === 'act' ? ('act' as const) : ('opened' as const)
    const seen = {
      caseId,
      instanceId,
      captureId,
      cause,
      kept: null,
      kind: 'post',
      state: 'missing',
      seenAt: now,
    } as const
    const unknown = {
      address: null,
      status: null,
      dateHeader: null,
      clockOffsetMs: null,
      postedAt: null,
      reportedAt: null,
    }
    await keepEvidence(
      tx,
      missing.map(({ postId, why }) => ({ ...seen, ...unknown, remoteId: postId, postId, why })),
    )
    return { isKept: true }
  },
})

const part = z.object({
  evidence: z.custom<Omit<NewEvidence, 'kept' | 'captureId' | 'cause'>>(),
  /** To be sealed in the database, or on the shelf already. */
  bytes: z.custom<Uint8Array>().nullable().default(null),
  file: z.custom<StoredFile>().nullable().default(null),
})
export type Part = z.input<typeof part>

/**
 * Seals one part of a look. Whoever pressed the stop meanwhile is heard: then nothing is kept, and the answer says so. What is byte for
 * byte as it was sealed before, or says only once more that something is missing, is no new row.
 */
export const keep = defineCommand({
  name: 'captures.keep',
  permission: 'mirror.write',
  input: z.object({ captureId: z.uuid(), part }),
  async run({ tx, now, remember }, { captureId, part: { evidence, bytes, file } }) {
    const capture = await tx.capture.findUniqueOrThrow({ where: { id: captureId }, include: { case: true } })
    const { caseId } = capture
    if (!(await isOpenToCapture(tx, caseId))) return { isKept: false }
    await tx.capture.update({ where: { id: captureId }, data: { aliveAt: now } })
    const { kind, remoteId, state, why = null } = evidence
    const before = await tx.evidence.findFirst({
      where: { caseId, kind, remoteId },
      include: { object: true },
      orderBy: { seenAt: 'desc' },
    })
    const isSame = before?.state === state && before.why === why
    const isNews = !isSame || (state === 'sealed' && (!bytes || before.object?.sha256 !== sha256Of(bytes)))
    if (!isNews) return { isKept: true }
    const place = { caseId, class: kind === 'media' ? 'quarantine' : 'ordinary', kind } as const
    const kept = file ? await keepFile(tx, now, place, file) : bytes ? await putObject(tx, now, place, bytes) : null
    const cause = capture.cause === 'act' ? 'act' : 'opened'
    await keepEvidence(tx, [{ ...evidence, kept, captureId, cause }])
    remember({
      command: 'evidence.seal',
      caseId,
      subjectIds: capture.case.subjectId ? [capture.case.subjectId] : [],
      fields: {
        kind,
        of: remoteId,
        state,
        why,
        sha256: kept?.sha256 ?? evidence.known?.sha256 ?? null,
        cut: [...(evidence.cut ?? [])],
      },
    })
    return { isKept: true }
  },
})

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** A post was looked at whole: with what belongs to it. Until then a later look begins with it. */
export const noteLooked = defineCommand({
  name: 'captures.noteLooked',
  permission: 'mirror.write',
  input: z.object({ captureId: z.uuid(), postId: z.string().max(64) }),
  async run({ tx, now }, { captureId, postId }) {
    const { caseId } = await tx.capture.update({ where: { id: captureId }, data: { aliveAt: now } })
    const ofPost = { caseId, kind: 'post', remoteId: postId }
    const last = await tx.evidence.findFirst({ where: ofPost, orderBy: { seenAt: 'desc' }, select: { id: true } })
    if (last) await tx.evidence.update({ where: { id: last.id }, data: { lookedAt: now } })
    return {}
  },
})

/** Ends a look. `why`: what kept it from being whole. */
export const finish = defineCommand({
  name: 'captures.finish',
  permission: 'mirror.write',
  input: z.object({ captureId: z.uuid(), state: z.enum(['done', 'failed']), why: z.string().max(40).nullable() }),
  async run({ tx, now }, { captureId, state, why }) {
    await tx.capture.updateMany({ where: { id: captureId, state: 'running' }, data: { state, why, doneAt: now } })
    return {}
  },
})

/** An act did not wait for the end of a look any longer: what the look finds may be what the act has left. */
export const noteLate = defineCommand({
  name: 'captures.noteLate',
  permission: 'mirror.write',
  input: z.object({ caseId: z.uuid(), kind: z.string().max(40) }),
  async run({ tx, remember }, { caseId, kind }) {
    const last = await tx.capture.findFirst({ where: { caseId }, orderBy: { askedAt: 'desc' } })
    if (last) await tx.capture.update({ where: { id: last.id }, data: { lateFor: kind } })
    remember({ caseId, outcome: 'failed', fields: { kind } })
    return {}
  },
})

/** Nothing is captured of a stopped case or person, whichever author of a notice it is, nor from an instance that is archived. */
async function isOpenToCapture(tx: Tx, caseId: string): Promise<boolean> {
  // With every case about these people: whoever stops one of them waits, or is seen here.
  await tx.$queryRaw(sql`
    SELECT c.id FROM "case" c JOIN "case" k ON k.id = ${caseId}::uuid AND c.instance_id = k.instance_id
      AND (c.id = k.id OR c.subject_id = k.subject_id
        OR c.subject_id IN (SELECT i.account_id FROM notice_item i WHERE i.case_id = k.id)) ORDER BY c.id FOR UPDATE OF c`)
  const row = await tx.case.findUnique({ where: { id: caseId } })
  if (row?.class !== 'ordinary') return false
  const items = await tx.noticeItem.findMany({
    where: { caseId, accountId: { not: null } },
    distinct: ['accountId'],
    select: { accountId: true },
  })
  const people = [...new Set([row.subjectId, ...items.map((item) => item.accountId)])].filter((id) => id !== null)
  if (people.length === 0) return false
  for (const subjectId of people) if (await isPersonStopped(tx, { ...row, subjectId })) return false
  return (await tx.instance.count({ where: { id: row.instanceId, state: 'connected' } })) === 1
}
