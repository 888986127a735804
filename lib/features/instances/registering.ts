import { z } from 'zod'
import { type NewApp, registerApp } from '@/lib/integrations/mastodon/client/apps'
import type { Connection } from '@/lib/integrations/mastodon/client/connection'
import { MastodonFailure } from '@/lib/integrations/mastodon/client/failure'
import { defineCommand, type LookContext } from '@/lib/platform/commands/define'
import { runCommand } from '@/lib/platform/commands/run'
import { type Db, newId, type Tx } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import type { TokenPurpose } from './connections'

const MACHINE = { kind: 'system', name: 'connect' } as const

/**
 * Registers an application: an intent, one call, an outcome. There is no read-back, for Mastodon can neither list nor take back
 * what was registered. So a lost answer is never repeated by itself: whoever asked is told, and asks again knowing that an
 * application which nobody uses may stand there. It can do nothing: nobody has let it in.
 */
export async function registerOnce({ db, now }: Pick<LookContext, 'db' | 'now'>, { connection, purpose, app }: Wish) {
  const id = newId()
  const note = (given: Partial<z.input<typeof noted>>) =>
    runCommand(noteRegistration, {
      db,
      actor: MACHINE,
      now,
      input: { id, origin: connection.origin, purpose, ...given },
    })
  await note({})
  try {
    const { client_id: clientId, client_secret: clientSecret } = (await registerApp(connection, app)).value
    await note({ isAnswered: true })
    return { registrationId: id, clientId, clientSecret }
  } catch (error) {
    if (!(error instanceof MastodonFailure)) throw error
    if (error.maybeActed) throw new AppError('connect.registrationUnknown', { app: app.name })
    await note({ refusedAs: error.kind })
    throw new AppError('connect.registrationFailed', { reason: error.detail.text ?? error.kind })
  }
}
export type Registered = Awaited<ReturnType<typeof registerOnce>>

interface Wish {
  connection: Connection
  purpose: TokenPurpose
  app: NewApp
}

const noted = z.object({
  id: z.uuid(),
  origin: z.string(),
  purpose: z.enum(['acting', 'reading']),
  isAnswered: z.boolean().default(false),
  refusedAs: z.string().max(100).nullable().default(null),
})

export const noteRegistration = defineCommand({
  name: 'instance.noteRegistration',
  permission: 'mirror.write',
  input: noted,
  async run({ tx, now }, { id, origin, purpose, isAnswered, refusedAs }) {
    const outcome = { answeredAt: isAnswered ? now : null, refusedAs }
    await tx.appRegistration.upsert({
      where: { id },
      create: { id, origin, purpose, askedAt: now, ...outcome },
      update: outcome,
    })
    return {}
  },
})

/** In the transaction that keeps it: from now on it is the one in use. Answers how many of earlier tries may stand there unused. */
export async function keepRegistration(tx: Tx, { registrationId, origin, now }: Kept): Promise<number> {
  await tx.appRegistration.update({ where: { id: registrationId }, data: { keptAt: now } })
  return countStrays(tx, { origin })
}

interface Kept {
  registrationId: string
  origin: string
  now: Date
}

/** Applications that may have been registered and are used by nobody. */
export const countStrays = (
  db: Pick<Db, 'appRegistration'>,
  { origin, since }: { origin?: string; since?: Date },
): Promise<number> =>
  db.appRegistration.count({
    where: {
      keptAt: null,
      refusedAs: null,
      ...(origin ? { origin } : {}),
      ...(since ? { askedAt: { gt: since } } : {}),
    },
  })
