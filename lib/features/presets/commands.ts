import { z } from 'zod'
import type { PersonActor } from '@/lib/platform/access/access'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { newId, sql } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { type Preset, preset } from './schema'

const MOST = 200

/** A message that the team will use again, in one language. The same title in another language is another row. */
export const add = defineCommand({
  name: 'presets.add',
  permission: 'report.act',
  input: preset,
  isPublicDoor: true,
  async run(context, input) {
    const actor = await lockAll(context)
    if ((await context.tx.preset.count({ where: { instanceId: actor.instanceId } })) >= MOST)
      throw new AppError('preset.tooMany', { most: MOST })
    await assertNew(context, actor, input)
    const id = newId()
    const by = { changedById: actor.id, changedAt: context.now }
    await context.tx.preset.create({ data: { id, instanceId: actor.instanceId, ...input, ...by } })
    context.remember({ fields: { ...input } })
    return { id }
  },
})

export const change = defineCommand({
  name: 'presets.change',
  permission: 'report.act',
  input: preset.extend({ id: z.uuid(), version: z.int() }),
  isPublicDoor: true,
  async run(context, { id, version, ...input }) {
    const actor = await lockAll(context)
    const before = await current(context, actor, { id, version })
    await assertNew(context, actor, input, id)
    const by = { changedById: actor.id, changedAt: context.now, version: version + 1 }
    await context.tx.preset.update({ where: { id }, data: { ...input, ...by } })
    const { title, language, text } = before
    context.remember({ fields: { ...input, wasTitle: title, wasLanguage: language, wasText: text } })
    return { id }
  },
})

export const remove = defineCommand({
  name: 'presets.remove',
  permission: 'report.act',
  input: z.object({ id: z.uuid(), version: z.int() }),
  isPublicDoor: true,
  async run(context, ref) {
    const actor = await lockAll(context)
    const { title, language, text } = await current(context, actor, ref)
    await context.tx.preset.delete({ where: { id: ref.id } })
    context.remember({ fields: { title, language, text } })
    return { id: ref.id }
  },
})

/** One change at a time per console: they are few and seldom written. */
async function lockAll({ tx, actor }: CommandContext): Promise<PersonActor> {
  if (actor.kind !== 'person') throw new AppError('notAllowed', { permission: 'report.act' })
  await tx.$queryRaw(
    sql`SELECT 1 AS held FROM (SELECT pg_advisory_xact_lock(hashtextextended(${`presets ${actor.instanceId}`}, 0))) AS lock`,
  )
  return actor
}

async function current({ tx }: CommandContext, actor: PersonActor, { id, version }: { id: string; version: number }) {
  const row = await tx.preset.findFirst({ where: { id, instanceId: actor.instanceId } })
  if (!row) throw new AppError('notFound')
  if (row.version !== version) throw new AppError('preset.stale')
  return row
}

async function assertNew({ tx }: CommandContext, actor: PersonActor, input: Preset, id?: string): Promise<void> {
  const { title, language } = input
  const twin = await tx.preset.findFirst({ where: { instanceId: actor.instanceId, title, language } })
  if (twin && twin.id !== id) throw new AppError('preset.exists', { title, language })
}
