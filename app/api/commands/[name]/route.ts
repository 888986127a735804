import { cookies } from 'next/headers'
import { actorNow, callerAddress, database, isSecure, strangerFrom } from '@/app/doors'
import { takeForm } from '@/app/forms'
import { noteSetupOpen } from '@/app/serve'
import { isHolder } from '@/lib/platform/access/access'
import { countAttempt, countStrangerRefusal } from '@/lib/platform/access/limits'
import { setupCookie } from '@/lib/platform/auth/session'
import { makeSetupCookie, SETUP_MS } from '@/lib/platform/auth/setup'
import { runCommand } from '@/lib/platform/commands/run'
import { env } from '@/lib/platform/env/env'
import { AppError } from '@/lib/platform/errors/error'
import { answer, assertSameOrigin, isForm, readJson, refusal } from '@/lib/platform/http/inward'
import { timeNow } from '@/lib/platform/time/now'
import { commands, entrance } from '@/lib/registry'

export const dynamic = 'force-dynamic'

const PER_MINUTE = { limit: 240, windowMs: 60_000 }
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Browser → command: origin, session, limits, then the command's own door. */
export async function POST(request: Request, { params }: { params: Promise<{ name: string }> }): Promise<Response> {
  const now = timeNow()
  try {
    const { name } = await params
    if (isForm(request.headers)) return await takeForm(request, name, now)
    assertSameOrigin(request.headers, env().url)
    // Own property and declared name: nothing of the prototype can be called.
    const command = Object.hasOwn(commands, name) ? commands[name as keyof typeof commands] : undefined
    if (!command?.isPublicDoor) throw new AppError('notFound')
    // What is for strangers is for whoever asks: somebody signed in may send a notice, too.
    const isOpen = command.permission === 'notice.file'
    const actor = isOpen ? strangerFrom(request.headers) : await actorNow(now)
    const who = isHolder(actor) ? actor.id : callerAddress(request.headers)
    await countAttempt(database(), `command ${who}`, PER_MINUTE, now)
    if (command.attempts) await countAttempt(database(), `${name} ${who}`, command.attempts, now)
    const { input, requestId } = await readJson(request, command.bodyMaxBytes ?? undefined)
    const id = typeof requestId === 'string' && UUID.test(requestId) ? requestId : undefined
    const value = await runCommand<unknown>(command, { db: database(), actor, now, input: input ?? {}, requestId: id })
    if (name === 'instance.checkCode' || name === 'instance.move') await rememberSetup(now)
    if (name === 'instance.move') noteSetupOpen()
    if (name === 'demo.letDaysPass') await entrance.readAhead(database())
    return answer(value)
  } catch (error) {
    return refusal(await strangersRefusal(error, request, now))
  }
}

async function rememberSetup(now: Date): Promise<void> {
  const jar = await cookies()
  const secure = isSecure()
  jar.set(setupCookie(secure), makeSetupCookie(now), {
    httpOnly: true,
    sameSite: 'lax',
    secure,
    path: '/',
    maxAge: SETUP_MS / 1000,
  })
}

/** A stranger who is refused a command is asked to sign in; refusals of strangers are only counted. */
async function strangersRefusal(error: unknown, request: Request, now: Date): Promise<unknown> {
  if (!(error instanceof AppError)) return error
  const actor = await actorNow(now)
  if (isHolder(actor)) return error
  await countStrangerRefusal(database(), callerAddress(request.headers), now)
  return error.code === 'notAllowed' ? new AppError('signIn.needed') : error
}
