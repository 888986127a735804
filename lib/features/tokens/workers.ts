import { anonymousConnection, tokenOf, tokenPlace, type TokenPurpose } from '@/lib/features/instances/connections'
import type { Connection } from '@/lib/integrations/mastodon/client/connection'
import { isAway, MastodonFailure } from '@/lib/integrations/mastodon/client/failure'
import { verifyCredentials } from '@/lib/integrations/mastodon/client/me'
import { type ClientCredentials, revokeToken as revoke } from '@/lib/integrations/mastodon/client/oauth'
import { runCommand } from '@/lib/platform/commands/run'
import { transaction } from '@/lib/platform/db/client'
import { defineWorker, enqueue, type JobContext } from '@/lib/platform/jobs/define'
import { unsealHere } from '@/lib/platform/vault/console'
import { markRevoke, settleRevoke } from './commands'
import { revokeTokenJob } from './jobs'

const MACHINE = { kind: 'system', name: 'tokens' } as const
const AGAIN_AFTER_MS = [60_000, 5 * 60_000, 15 * 60_000, 3600_000]

interface Which {
  personId: string
  purpose: TokenPurpose
}
type Outcome = 'revoked' | 'stillLives' | 'notAnswered'

/**
 * Revokes a token that was given back. The call is made once: a run that finds it asked already only looks whether the token
 * still lives. Where nothing could be sent at all, or nothing seen afterwards, it is tried again for about an hour. That it is
 * revoked is said only when Mastodon refused the token: it answers `revoke` with success for tokens that it never knew, too.
 */
export const revokeToken = defineWorker(revokeTokenJob, async ({ round, ...which }, context) => {
  const token = await context.db.token.findUnique({
    where: tokenOf(which.personId, which.purpose),
    include: { person: { include: { instance: true } } },
  })
  if (!token?.sealed || !token.deadAt) return
  const { instance } = token.person
  const app = appFor(instance, which.purpose)
  const secret = unsealHere('token', tokenPlace(which.personId, which.purpose), token.sealed)
  const connection = { ...anonymousConnection(instance), token: secret, scopes: token.scopes }
  if (!app) return settle(context, which, 'notAnswered')
  const asked = await askOnce(context, which, { connection, app, secret })
  const seen = asked.wasSent ? await seenOf(connection) : null
  const isLast = round >= AGAIN_AFTER_MS.length
  if (seen === null && !isLast) return again(context, which, { round, resetAt: asked.resetAt })
  return settle(context, which, seen ?? 'notAnswered')
})

interface Asked {
  wasSent: boolean
  resetAt: Date | null
}
interface Call {
  connection: Connection
  app: ClientCredentials
  secret: string
}

async function askOnce(context: JobContext, which: Which, { connection, app, secret }: Call): Promise<Asked> {
  const { isFresh } = await command(context, markRevoke, { ...which, isSent: true })
  if (!isFresh) return { wasSent: true, resetAt: null }
  try {
    await revoke(connection, { ...app, token: secret })
  } catch (error) {
    if (!(error instanceof MastodonFailure)) throw error
    if (isAway(error)) {
      await command(context, markRevoke, { ...which, isSent: false })
      return { wasSent: false, resetAt: error.detail.resetAt ?? null }
    }
  }
  return { wasSent: true, resetAt: null }
}

const KNOWN_THERE = ['loginDisabled', 'scopeMissing']

/** Whether the token still opens anything: Mastodon says so of every token; null when it says nothing. */
async function seenOf(connection: Connection): Promise<Exclude<Outcome, 'notAnswered'> | null> {
  try {
    await verifyCredentials(connection)
    return 'stillLives'
  } catch (error) {
    if (!(error instanceof MastodonFailure)) throw error
    if (error.kind === 'tokenDead') return 'revoked'
    return KNOWN_THERE.includes(error.kind) ? 'stillLives' : null
  }
}

interface AppSecrets {
  id: string
  clientId: string
  clientSecret: Uint8Array
  readerClientId: string | null
  readerClientSecret: Uint8Array | null
}

function appFor(instance: AppSecrets, purpose: TokenPurpose): ClientCredentials | null {
  const { id, clientId, clientSecret, readerClientId, readerClientSecret } = instance
  if (purpose === 'acting')
    return clientSecret.length > 0 ? { clientId, clientSecret: unsealHere('client secret', id, clientSecret) } : null
  return readerClientId && readerClientSecret
    ? { clientId: readerClientId, clientSecret: unsealHere('client secret', `${id} reading`, readerClientSecret) }
    : null
}

async function again(
  { db, now }: JobContext,
  which: Which,
  { round, resetAt }: { round: number; resetAt: Date | null },
): Promise<void> {
  const laterMs = now().getTime() + (AGAIN_AFTER_MS[round] ?? 0)
  const runAt = new Date(Math.max(laterMs, Math.min(resetAt?.getTime() ?? 0, now().getTime() + 3600_000)))
  const key = `revoke:${which.personId}:${which.purpose}`
  await transaction(db, (tx) =>
    enqueue(tx, revokeTokenJob, { ...which, round: round + 1 }, { runAt, key, maxAttempts: 3 }),
  )
}

const settle = (context: JobContext, which: Which, outcome: Outcome) =>
  command(context, settleRevoke, { ...which, outcome }).then(() => undefined)

function command<O>({ db, now }: JobContext, what: Parameters<typeof runCommand<O>>[0], input: unknown): Promise<O> {
  return runCommand(what, { db, actor: MACHINE, now: now(), input })
}
