import { z } from 'zod'
import { defineCommand } from '@/lib/platform/commands/define'
import { AppError } from '@/lib/platform/errors/error'
import { monthsBefore } from '@/lib/platform/privacy/lifetimes'
import { MAX_MONTHS } from './model'

/**
 * How far back resolved reports are read and kept. With more months the reading goes on from where the mirror ends; with fewer
 * the surplus is dropped within the hour.
 */
export const setDepth = defineCommand({
  name: 'mirror.setDepth',
  permission: 'instance.connect',
  input: z.object({ months: z.int().min(0).max(MAX_MONTHS) }),
  isPublicDoor: true,
  async run({ tx, actor, now, remember }, { months }) {
    if (actor.kind !== 'person') throw new AppError('notAllowed', { permission: 'instance.connect' })
    const { instanceId } = actor
    const before = (await tx.instance.findUniqueOrThrow({ where: { id: instanceId } })).keepsMonths
    if (months === before) return { months }
    await tx.instance.update({ where: { id: instanceId }, data: { keepsMonths: months } })
    remember({ fields: { before, after: months } })
    const state = await tx.mirrorState.findUnique({ where: { instanceId } })
    if (state?.historyDone && months > before) {
      // What is older than the former limit may have been dropped since: the mirror itself says where it ends.
      const last = await tx.report.findFirst({
        where: { instanceId, isResolved: true, createdAt: { gte: monthsBefore(now, before) } },
        orderBy: { sequence: 'asc' },
      })
      await tx.mirrorState.update({
        where: { instanceId },
        data: { historyDone: false, historyMaxId: before === 0 ? null : (last?.remoteId ?? null) },
      })
    }
    return { months }
  },
})
