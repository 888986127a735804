import { adminConnection } from '@/lib/features/contacts/connections'
import { takeIn } from '@/lib/features/intake/commands'
import { accountRow } from '@/lib/features/intake/parse'
import { showAccount } from '@/lib/integrations/mastodon/client/accounts'
import { showAdminAccount } from '@/lib/integrations/mastodon/client/adminAccounts'
import type { Connection } from '@/lib/integrations/mastodon/client/connection'
import { MastodonFailure } from '@/lib/integrations/mastodon/client/failure'
import type { PersonActor } from '@/lib/platform/access/access'
import { runCommand } from '@/lib/platform/commands/run'
import type { Prisma } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import type { QueryContext } from '@/lib/platform/queries/define'
import { publicAccountRow } from './parse'

interface Place {
  actor: PersonActor
  instanceId: string
  remoteId: string
}

/** Somebody as the mirror has them; who is not in it is asked for once, by their id, and taken in. */
export async function knownOrRead(
  { db, now }: QueryContext,
  { actor, instanceId, remoteId }: Place,
): Promise<{ account: Prisma.AccountGetPayload<object> } | { failure: string }> {
  const where = { instanceId_remoteId: { instanceId, remoteId } }
  const known = await db.account.findUnique({ where })
  if (known) return { account: known }
  const connection = await adminConnection(db, actor)
  if (!connection) return { failure: 'noReader' }
  try {
    const accounts = [await read(connection, remoteId)]
    await runCommand(takeIn, {
      db,
      actor: { kind: 'system', name: 'people' },
      now,
      input: { instanceId, reports: [], accounts, seenAt: now },
    })
  } catch (error) {
    if (!(error instanceof MastodonFailure)) throw error
    if (error.kind === 'notFound' || error.kind === 'gone') throw new AppError('notFound')
    return { failure: error.kind }
  }
  const taken = await db.account.findUnique({ where })
  // Nothing of somebody who was erased is read again because somebody looks.
  if (!taken) throw new AppError('erasure.person')
  return { account: taken }
}

/** As moderators see them, or, without that right, as everybody does. */
async function read(connection: Connection, remoteId: string) {
  try {
    return accountRow((await showAdminAccount(connection, remoteId)).value)
  } catch (error) {
    const isRight = error instanceof MastodonFailure && RIGHTS.includes(error.kind)
    if (!isRight) throw error
    return publicAccountRow((await showAccount(connection, remoteId)).value)
  }
}
const RIGHTS: readonly string[] = ['permissionMissing', 'scopeMissing', 'notAllowed']
