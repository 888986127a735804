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
    const viewing = await tx.auditValue.findFirst({
      where: {
        field: 'viewing',
        value: JSON.stringify(viewingId),
        row: { command: 'media.uncover', actorId: actor.kind === 'person' ? actor.id : null },
      },
      include: { row: true },
    })
    if (!viewing) throw new AppError('notFound')
    remember({ caseId: viewing.row.caseId, fields: { viewing: viewingId, seconds: Math.round(seconds * 10) / 10 } })
    return {}
  },
})
