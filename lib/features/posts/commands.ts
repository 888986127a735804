import { z } from 'zod'
import { answerOf, moveOn, takeUp } from '@/lib/features/cases/commands'
import { caseRef } from '@/lib/features/cases/schema'
import { readerConnection } from '@/lib/features/instances/connections'
import { postRow } from '@/lib/features/intake/parse'
import { keepPosts } from '@/lib/features/intake/store'
import { defineCommand } from '@/lib/platform/commands/define'
import { AppError } from '@/lib/platform/errors/error'
import { openStatusAt } from './queries'

/** Adds a post of the person to the case by its address. It is read outside the transaction and checked again inside. */
export const add = defineCommand({
  name: 'posts.add',
  permission: 'report.act',
  input: caseRef.extend({ address: z.string().trim().min(1).max(2000) }),
  isPublicDoor: true,
  async look({ db, actor }, { address }) {
    const connection = actor.kind === 'person' ? await readerConnection(db, actor.instanceId) : null
    if (!connection) throw new AppError('instance.noReader')
    return openStatusAt(connection, connection.origin, address)
  },
  async run(context, input, status) {
    const row = await takeUp(context, input)
    if (context.actor.kind !== 'person') throw new AppError('notFound')
    if (status.account.id !== row.subjectId)
      throw new AppError('posts.otherAuthor', { handle: `@${status.account.acct}` })
    const key = { caseId: row.id, instanceId: row.instanceId, postId: status.id }
    const before = await context.tx.casePost.findUnique({ where: { caseId_instanceId_postId: key } })
    if (before) return answerOf(row.id, row.version)
    await keepPosts(context.tx, { instanceId: row.instanceId, seenAt: context.now }, [postRow(status)])
    await context.tx.casePost.create({ data: { ...key, addedById: context.actor.id, addedAt: context.now } })
    const version = await moveOn(context, row.id)
    context.remember({ caseId: row.id, subjectIds: [status.account.id], fields: { post: status.id } })
    return answerOf(row.id, version)
  },
})
