import { z } from 'zod'
import { can } from '@/lib/platform/access/access'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery } from '@/lib/platform/queries/define'
import type { PresetList } from './schema'

/** The messages that the team keeps, by title and language. */
export const list = defineQuery({
  name: 'presets.list',
  permission: 'settings.read',
  input: z.object({}),
  async run({ db, actor, now }): Promise<PresetList> {
    if (actor.kind !== 'person') throw new AppError('signIn.needed')
    const rows = await db.preset.findMany({
      where: { instanceId: actor.instanceId },
      orderBy: [{ title: 'asc' }, { language: 'asc' }],
    })
    const people = await db.person.findMany({
      where: { id: { in: rows.map((row) => row.changedById) } },
      select: { id: true, acct: true },
    })
    return {
      rows: rows.map(({ id, title, language, text, version, changedById, changedAt }) => ({
        id,
        title,
        language,
        text,
        version,
        changedBy: people.find((person) => person.id === changedById)?.acct ?? '',
        changedAt: changedAt.toISOString(),
      })),
      mayChange: can(actor, 'report.act'),
      now: now.toISOString(),
    }
  },
})
