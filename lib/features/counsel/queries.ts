import { z } from 'zod'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import { recordReading } from '@/lib/features/room/queries'
import { type Actor, isHolder } from '@/lib/platform/access/access'
import type { Db } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery } from '@/lib/platform/queries/define'
import { isVaultFault } from '@/lib/platform/vault/classes'
import { readObject } from '@/lib/platform/vault/objects'
import { COMMENT_KINDS, type CommentKind } from './model'
import type { CommentView, PrivilegeLine } from './schema'

/** What counsel wrote on a case, opened for counsel and the owner. */
export const list = defineQuery({
  name: 'counsel.list',
  permission: 'counsel.read',
  input: z.object({ caseId: z.uuid() }),
  async run(context, { caseId }): Promise<CommentView[]> {
    const { db, actor } = context
    const rows = await commentsOn(db, actor, caseId)
    // With the case itself, which stands around them, it is one reading.
    await recordReading(context, { caseId })
    return Promise.all(
      rows.map(async ({ id, person, kind, objectId, at }) => ({
        id,
        by: person.acct,
        isYours: isHolder(actor) && person.id === actor.id,
        kind: kindOf(kind),
        text: await wordsOf(db, objectId),
        at: at.toISOString(),
      })),
    )
  },
})

/** The privilege log of a case: date, author, kind and who could see each comment. Never the words. */
export const log = defineQuery({
  name: 'counsel.log',
  permission: 'counsel.read',
  input: z.object({ caseId: z.uuid() }),
  async run({ db, actor, now, remember }, { caseId }) {
    const rows = await commentsOn(db, actor, caseId)
    const { number, instanceId } = await db.case.findUniqueOrThrow({ where: { id: caseId } })
    const { domain } = await db.instance.findUniqueOrThrow({ where: { id: instanceId } })
    const shares = await db.caseShare.findMany({
      where: { caseId, OR: [{ person: { roles: { has: 'lawyer' } } }, { person: { guest: { role: 'lawyer' } } }] },
      include: { person: true },
      orderBy: { sharedAt: 'asc' },
    })
    await remember({ caseId, fields: { lines: rows.length } })
    const lines: PrivilegeLine[] = rows.map(({ id, at, person, kind, couldSee }) => ({
      id,
      at: at.toISOString(),
      by: person.acct,
      kind: kindOf(kind),
      couldSee,
      later: shares
        .filter((share) => share.sharedAt > at)
        .map((share) => ({ name: share.person.acct, at: share.sharedAt.toISOString() })),
    }))
    return { caseId, number, domain, lines, now: now.toISOString() }
  },
})

async function commentsOn(db: Db, actor: Actor, caseId: string) {
  const seen = await db.case.count({ where: { AND: [{ id: caseId }, visibleAndOrdinary(actor)] } })
  if (seen === 0) throw new AppError('notFound')
  return db.counselComment.findMany({
    where: { caseId },
    include: { person: true },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  })
}

/** Null where the key was destroyed with what was erased: that a comment was made stays. */
async function wordsOf(db: Db, objectId: string): Promise<string | null> {
  try {
    return Buffer.from(await readObject(db, objectId)).toString('utf8')
  } catch (error) {
    if (isVaultFault(error, 'destroyed')) return null
    throw error
  }
}

const kindOf = (kind: string): CommentKind => COMMENT_KINDS.find((one) => one === kind) ?? 'advice'
