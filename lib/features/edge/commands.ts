import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { answerOf, lockCase, moveOn } from '@/lib/features/cases/commands'
import { isPersonStopped } from '@/lib/features/cases/queries'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { newId } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { probeJob, SWEEP, sweepJob } from './jobs'
import { FEW, PACES } from './model'
import { itemsInput } from './schema'

interface CaseRow {
  id: string
  instanceId: string
}

/**
 * Asks the proxy to answer 451 at every address of these items. An item that is blocked already, or has no address here, is left as
 * it is; how many were asked is told. The caller holds the lock on the case and moves its version on.
 */
export async function blockItems(context: CommandContext, row: CaseRow, itemIds: readonly string[]) {
  const { tx, now, actor } = context
  const items = await tx.noticeItem.findMany({
    where: { id: { in: [...itemIds] }, caseId: row.id, blocks: { none: { liftedAt: null } } },
    orderBy: { number: 'asc' },
  })
  const able = items.filter((item) => isBlockable(item))
  if (able.length === 0) return { asked: 0 }
  const version = await nextVersion(context, row.instanceId)
  for (const item of able) {
    const isMedia = item.mediaUrls.length > 0
    await tx.edgeBlock.create({
      data: {
        id: newId(),
        caseId: row.id,
        itemId: item.id,
        instanceId: row.instanceId,
        kind: isMedia ? 'media' : 'text',
        // Whoever complains of one file does not complain of what stands beside it.
        postId: item.kind === 'media' ? null : item.postId,
        postUrl: item.postUrl,
        accountId: item.accountId,
        mediaUrls: item.mediaUrls,
        askedAt: now,
        askedById: actor.kind === 'person' ? actor.id : null,
        version,
        carriers: [],
      },
    })
    await tx.noticeItem.update({ where: { id: item.id }, data: { lever: 'edgeBlock' } })
  }
  context.remember({
    caseId: row.id,
    subjectIds: subjectsOf(able),
    fields: { blocked: able.map((item) => String(item.number)), version },
  })
  return { asked: able.length }
}

/** Asks the proxy to hand the addresses of these items out again. What is not blocked is left as it is. */
export async function liftItems(context: CommandContext, row: CaseRow, itemIds: readonly string[]) {
  const { tx, now, actor } = context
  const blocks = await tx.edgeBlock.findMany({
    where: { itemId: { in: [...itemIds] }, caseId: row.id, liftedAt: null, state: { not: 'lifting' } },
    include: { item: true },
  })
  if (blocks.length === 0) return { asked: 0 }
  const version = await nextVersion(context, row.instanceId)
  await tx.edgeBlock.updateMany({
    where: { id: { in: blocks.map((block) => block.id) } },
    data: {
      state: 'lifting',
      liftAskedAt: now,
      liftAskedById: actor.kind === 'person' ? actor.id : null,
      version,
      handedOutAt: null,
      nextProbeAt: null,
      lostAt: null,
      tries: 0,
    },
  })
  context.remember({
    caseId: row.id,
    subjectIds: subjectsOf(blocks.map(({ item }) => item)),
    fields: { lifted: blocks.map(({ item }) => String(item.number)), version },
  })
  return { asked: blocks.length }
}

/** Has these items looked at from outside now: before a letter says of them what was seen a day ago. */
export async function probeItems(context: CommandContext, row: CaseRow, itemIds: readonly string[]) {
  const { tx, now } = context
  const blocks = await tx.edgeBlock.findMany({
    where: { itemId: { in: [...itemIds] }, caseId: row.id, liftedAt: null },
    select: { id: true },
  })
  const isFew = blocks.length <= FEW
  const ids = blocks.map((block) => block.id)
  await tx.edgeBlock.updateMany({ where: { id: { in: ids } }, data: { nextProbeAt: now } })
  if (!isFew)
    await tx.edgeBlock.updateMany({ where: { id: { in: ids }, postId: { not: null } }, data: { listsDueAt: now } })
  if (!isFew) await context.enqueue(sweepJob, {}, { ...SWEEP, keepsTime: true })
  else for (const { id } of blocks) await context.enqueue(probeJob, { blockId: id }, { key: `edge:${id}` })
  return { asked: blocks.length }
}

export const probe = defineCommand({
  name: 'edge.probe',
  permission: 'notice.work',
  input: itemsInput,
  isPublicDoor: true,
  run: (context, { caseId, itemIds }) => onCase(context, caseId, (row) => probeItems(context, row, itemIds)),
})

async function onCase(context: CommandContext, caseId: string, change: (row: CaseRow) => Promise<{ asked: number }>) {
  const row = await lockCase(context, caseId)
  if (await isPersonStopped(context.tx, row)) throw new AppError('case.stopped')
  const { asked } = await change(row)
  if (asked === 0) throw new AppError('edge.nothing')
  return { ...answerOf(caseId, await moveOn(context, caseId)), asked }
}

/** A new token for the proxy; the one before pulls nothing any more. It is shown once. */
export const makeToken = defineCommand({
  name: 'edge.makeToken',
  permission: 'edge.manage',
  input: z.object({}),
  isPublicDoor: true,
  fresh: true,
  async run(context) {
    const { tx, now, actor } = context
    if (actor.kind !== 'person') throw new AppError('notAllowed', { permission: 'edge.manage' })
    const token = randomBytes(32).toString('base64url')
    const made = { tokenHash: hashOf(token), madeAt: now, madeById: actor.id }
    await tx.edgeDoor.upsert({
      where: { instanceId: actor.instanceId },
      create: { instanceId: actor.instanceId, changedAt: now, ...made },
      update: made,
    })
    context.remember({ fields: { token: 'made' } })
    return { token }
  },
})

/** How many blocks are looked at in a minute. */
export const setPace = defineCommand({
  name: 'edge.setPace',
  permission: 'edge.manage',
  input: z.object({ perMinute: z.literal([...PACES]) }),
  isPublicDoor: true,
  async run({ tx, now, actor, remember }, { perMinute: looksPerMinute }) {
    if (actor.kind !== 'person') throw new AppError('notAllowed', { permission: 'edge.manage' })
    const { instanceId } = actor
    await tx.edgeDoor.upsert({
      where: { instanceId },
      create: { instanceId, changedAt: now, looksPerMinute },
      update: { looksPerMinute },
    })
    remember({ fields: { perMinute: looksPerMinute } })
    return { perMinute: looksPerMinute }
  },
})

export const hashOf = (token: string) => new Uint8Array(createHash('sha256').update(token).digest())

const isBlockable = (item: { isLocal: boolean | null; postId: string | null; mediaUrls: readonly string[] }): boolean =>
  item.postId !== null || item.mediaUrls.length > 0

/** Rules of the same version are the same bytes: whatever changes them counts on. */
async function nextVersion({ tx, now }: CommandContext, instanceId: string): Promise<number> {
  const { version } = await tx.edgeDoor.upsert({
    where: { instanceId },
    create: { instanceId, version: 1, changedAt: now },
    update: { version: { increment: 1 }, changedAt: now },
  })
  return version
}

const subjectsOf = (items: readonly { accountId: string | null }[]): string[] => [
  ...new Set(items.flatMap(({ accountId }) => accountId ?? [])),
]
