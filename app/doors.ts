import { cookies, headers } from 'next/headers'
import { forbidden, notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { type Actor, isHolder, type PublicActor } from '@/lib/platform/access/access'
import { sessionCookie, setupCookie } from '@/lib/platform/auth/session'
import { isSetupCookie } from '@/lib/platform/auth/setup'
import { type Db, openDatabase } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env/env'
import { AppError } from '@/lib/platform/errors/error'
import { addressOf } from '@/lib/platform/http/peer'
import { runQuery } from '@/lib/platform/queries/define'
import { timeNow } from '@/lib/platform/time/now'
import { entrance, queries, type QueryInput, type QueryName, type QueryOutput } from '@/lib/registry'

export const isSecure = (): boolean => env().url.startsWith('https:')
export const database = (): Db => openDatabase(env().databaseUrl)

export const callerAddress = (from: Headers): string => addressOf(from, env().trustedProxies)

// A page and what stands around it ask alike: React remembers the answer for the one request.
const personNow = cache((cookie: string | undefined) => entrance.actorOfSession(database(), cookie, timeNow()))

/** Whoever asks by a door for strangers, signed in or not. */
export const strangerFrom = (from: Headers): PublicActor => ({ kind: 'public', address: callerAddress(from) })

/** Who is asking: a signed-in person, the holder of the terminal's code, or anybody. */
export async function actorNow(now = timeNow()): Promise<Actor> {
  const jar = await cookies()
  const person = await personNow(jar.get(sessionCookie(isSecure()))?.value)
  if (person) return person
  if (isSetupCookie(jar.get(setupCookie(isSecure()))?.value, now)) return { kind: 'setup' }
  return { kind: 'public', address: callerAddress(await headers()) }
}

/** Reads a view for a page, or sends the person where they have to go first. */
export async function read<N extends QueryName>(name: N, input: QueryInput<N>): Promise<QueryOutput<N>> {
  const now = timeNow()
  const db = database()
  const actor = await actorNow(now)
  if (!isHolder(actor)) redirect((await isConnected()) ? '/sign-in' : '/connect')
  if (actor.kind === 'person' && actor.roles.length === 0) redirect('/no-role')
  try {
    const query: { name: string; permission: (typeof queries)[N]['permission']; start: (typeof queries)[N]['start'] } =
      queries[name]
    // The registry ties the name to its output; TypeScript cannot follow it through the union.
    return (await runQuery<unknown>(query, { db, actor, now, input })) as QueryOutput<N>
  } catch (error) {
    if (error instanceof AppError && error.code === 'notFound') notFound()
    if (error instanceof AppError && error.code === 'notAllowed') forbidden()
    throw error
  }
}

export async function isConnected(): Promise<boolean> {
  return (await database().instance.count({ where: { state: 'connected' } })) > 0
}

/** What anybody may know before signing in, whoever asks. */
export async function readDoor(): Promise<QueryOutput<'instance.door'>> {
  const actor: Actor = { kind: 'public', address: '' }
  return runQuery(queries['instance.door'], { db: database(), actor, now: timeNow(), input: {} })
}

/**
 * Reads a view that anybody may have who asks for it, such as the holder of a secret link; what is not there is `notFound`. How often
 * one address may ask is counted before Next begins (platform/http/crowd).
 */
export async function readOpen<N extends QueryName>(name: N, input: QueryInput<N>): Promise<QueryOutput<N>> {
  const now = new Date()
  const actor = strangerFrom(await headers())
  const query: { name: string; permission: (typeof queries)[N]['permission']; start: (typeof queries)[N]['start'] } =
    queries[name]
  try {
    return (await runQuery<unknown>(query, { db: database(), actor, now, input })) as QueryOutput<N>
  } catch (error) {
    if (error instanceof AppError && (error.code === 'notFound' || error.code === 'badInput')) notFound()
    throw error
  }
}
