import { connectionOf } from '@/lib/features/instances/connections'
import { MastodonFailure } from '@/lib/integrations/mastodon/client/failure'
import { verifyCredentials } from '@/lib/integrations/mastodon/client/me'
import { runCommand } from '@/lib/platform/commands/run'
import { defineWorker, type JobContext } from '@/lib/platform/jobs/define'
import { noteDeadToken, noteRole } from './commands'
import { readRolesJob, tidyJob } from './jobs'
import { ROLE_FRESH_MS } from './model'

const MACHINE = { kind: 'system', name: 'staff' } as const

/** A role that was lost on Mastodon ends the sessions here within minutes. */
export const readRoles = defineWorker(readRolesJob, async (_payload, context) => {
  const now = context.now()
  const people = await context.db.person.findMany({
    where: {
      instance: { state: 'connected' },
      tokens: { some: { purpose: 'acting', deadAt: null } },
      sessions: { some: { expiresAt: { gt: now } } },
      OR: [{ roleReadAt: null }, { roleReadAt: { lt: new Date(now.getTime() - ROLE_FRESH_MS) } }],
    },
    take: 20,
    orderBy: { roleReadAt: 'asc' },
  })
  for (const person of people) await readRole(context, person.id)
})

async function readRole({ db, now }: JobContext, personId: string): Promise<void> {
  const connection = await connectionOf(db, personId, { priority: 'background' })
  if (!connection) return
  const call = { db, actor: MACHINE, now: now() }
  try {
    const me = (await verifyCredentials(connection)).value
    const roleName = me.role && me.role.id !== '-99' ? me.role.name : ''
    await runCommand(noteRole, { ...call, input: { personId, permissions: me.permissions.toString(), roleName } })
  } catch (error) {
    if (!(error instanceof MastodonFailure)) throw error
    // A login that Mastodon has disabled reads nothing and does nothing here either.
    if (error.kind === 'tokenDead') await runCommand(noteDeadToken, { ...call, input: { personId } })
    if (error.kind === 'loginDisabled') {
      const input = { personId, permissions: '0', roleName: '', isFrozen: true }
      await runCommand(noteRole, { ...call, input })
    }
  }
}

const DAY_MS = 24 * 3600_000

export const tidy = defineWorker(tidyJob, async (_payload, { db, now }) => {
  const dayAgo = new Date(now().getTime() - DAY_MS)
  await db.session.deleteMany({ where: { expiresAt: { lt: now() } } })
  await db.usedChallenge.deleteMany({ where: { expiresAt: { lt: now() } } })
  await db.commandRequest.deleteMany({ where: { at: { lt: dayAgo } } })
  await db.attempt.deleteMany({ where: { windowAt: { lt: dayAgo } } })
  await db.caseReading.deleteMany({ where: { at: { lt: dayAgo } } })
  await db.accountReading.deleteMany({ where: { at: { lt: dayAgo } } })
})
