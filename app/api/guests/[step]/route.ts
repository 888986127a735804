import { cookies } from 'next/headers'
import { actorNow, callerAddress, database, isSecure } from '@/app/doors'
import { isHolder } from '@/lib/platform/access/access'
import { countAttempt, countStrangerRefusal } from '@/lib/platform/access/limits'
import { endFormerSession } from '@/lib/platform/auth/adapter'
import { sessionCookie } from '@/lib/platform/auth/session'
import { runCommand } from '@/lib/platform/commands/run'
import { env } from '@/lib/platform/env/env'
import { AppError } from '@/lib/platform/errors/error'
import { answer, assertSameOrigin, readJson, refusal } from '@/lib/platform/http/inward'
import { timeNow } from '@/lib/platform/time/now'
import { entrance } from '@/lib/registry'

export const dynamic = 'force-dynamic'

const LIMIT = { limit: 30, windowMs: 10 * 60_000 }
const STEPS = { accept: entrance.acceptInvitation, 'sign-in': entrance.signInGuest }

/** A guest comes in, by the link or with the passkey: the cookie of their session leaves in this answer and stands in no other. */
export async function POST(request: Request, { params }: { params: Promise<{ step: string }> }): Promise<Response> {
  const now = timeNow()
  const address = callerAddress(request.headers)
  try {
    assertSameOrigin(request.headers, env().url)
    const { step } = await params
    if (!Object.hasOwn(STEPS, step)) throw new AppError('notFound')
    if (isHolder(await actorNow(now))) throw new AppError('guest.signedIn')
    await countAttempt(database(), `guest ${address}`, LIMIT, now)
    const { input } = await readJson(request)
    const call = { db: database(), actor: { kind: 'public', address } as const, now, input: input ?? {} }
    const { cookie, expiresAt, personId } = await runCommand(STEPS[step as keyof typeof STEPS], call)
    const jar = await cookies()
    const name = sessionCookie(isSecure())
    await endFormerSession(database(), jar.get(name)?.value, personId, now)
    const guarded = { httpOnly: true, sameSite: 'lax', secure: isSecure(), path: '/' } as const
    jar.set(name, cookie, { ...guarded, expires: expiresAt })
    return answer(null)
  } catch (error) {
    if (error instanceof AppError) await countStrangerRefusal(database(), address, now)
    return refusal(error)
  }
}
