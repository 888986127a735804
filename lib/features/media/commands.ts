import { z } from 'zod'
import { defineCommand } from '@/lib/platform/commands/define'
import { AppError } from '@/lib/platform/errors/error'

/** How long somebody looked, told by the browser when the picture is covered again. Once per uncovering, by the same person. */
export const recordViewing = defineCommand({
  name: 'media.recordViewing',
  permission: 'media.uncover',
  input: z.object({ viewingId: z.uuid(), seconds: z.number().min(0).max(86_400) }),
  isPublicDoor: true,
  async run({ tx, actor, remember }, { viewingId, seconds }) {
    const told = await tx.auditValue.findMany({
      where: {
        field: 'viewing',
        value: JSON.stringify(viewingId),
        row: { outcome: 'done', actorId: actor.kind === 'person' ? actor.id : null },
      },
      include: { row: true },
    })
    const viewing = told.find((value) => value.row.command === 'media.uncover')
    if (!viewing || told.length > 1) throw new AppError('notFound')
    remember({ caseId: viewing.row.caseId, fields: { viewing: viewingId, seconds: Math.round(seconds * 10) / 10 } })
    return {}
  },
})
