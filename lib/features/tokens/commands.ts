import { mirrorKey, readInstanceJob } from '@/lib/features/instances/jobs'
import { has, parsePermissions } from '@/lib/integrations/mastodon/schema/permissions'
import type { CommandContext } from '@/lib/platform/commands/define'

/**
 * Sees to it that a live token stands behind the background reading. One given for reading goes first, then the owner's own,
 * then that of anybody who may manage reports. What was chosen stays while it lives.
 */
export async function settleReader(context: CommandContext, instanceId: string): Promise<void> {
  const { tx, remember, enqueue } = context
  const instance = await tx.instance.findUniqueOrThrow({ where: { id: instanceId } })
  const living = await tx.token.findMany({
    where: { deadAt: null, person: { instanceId } },
    include: { person: true },
    orderBy: { storedAt: 'asc' },
  })
  const able = living.filter((token) => has(parsePermissions(token.person.permissions), 'manage_reports'))
  if (able.some((token) => token.personId === instance.readerPersonId)) return
  const next =
    able.find((token) => token.purpose === 'reading') ??
    able.find((token) => token.person.roles.includes('owner')) ??
    able[0]
  if (!next) return
  await tx.instance.update({ where: { id: instanceId }, data: { readerPersonId: next.personId } })
  remember({ command: 'instance.chooseReader', fields: { person: next.person.acct, purpose: next.purpose } })
  await enqueue(readInstanceJob, { instanceId }, { key: mirrorKey(instanceId), maxAttempts: 3 })
}
