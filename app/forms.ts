import { createHash, randomBytes } from 'node:crypto'
import { callerAddress, database, strangerFrom } from '@/app/doors'
import { countAttempt, countStrangerRefusal, retryAfter } from '@/lib/platform/access/limits'
import { runCommand } from '@/lib/platform/commands/run'
import { env } from '@/lib/platform/env/env'
import { AppError } from '@/lib/platform/errors/error'
import { assertOwnForm, readForm } from '@/lib/platform/http/inward'
import { escaped, plainPage } from '@/lib/platform/http/plain-page'
import { messageFor, t, type Values } from '@/lib/platform/i18n/translate'
import { log, traceOf } from '@/lib/platform/log/log'
import { commands } from '@/lib/registry'

/**
 * A form sent without JavaScript: answered 303 to where its browser goes next. A refusal comes back with everything that was
 * written, in a form to send again. The secret link is made here; the command knows its hash only.
 */
export async function takeForm(request: Request, name: string, now: Date): Promise<Response> {
  let fields: Record<string, string> = {}
  const address = callerAddress(request.headers)
  try {
    assertOwnForm(request.headers, env().url)
    const command = Object.hasOwn(commands, name) ? commands[name as keyof typeof commands] : undefined
    const next = command?.form
    if (!command?.isPublicDoor || !next) throw new AppError('notFound')
    fields = await readForm(request, command.bodyMaxBytes ?? undefined)
    if (command.attempts) await countAttempt(database(), `${name} ${address}`, command.attempts, now)
    const token = randomBytes(32).toString('base64url')
    const tokenHash = createHash('sha256').update(token).digest('hex')
    const input = { ...fields, tokenHash }
    await runCommand<unknown>(command, { db: database(), actor: strangerFrom(request.headers), now, input })
    return new Response(null, { status: 303, headers: { location: ownPath(next({ token, fields })), ...QUIET } })
  } catch (error) {
    if (error instanceof AppError) await countStrangerRefusal(database(), address, now)
    else log('error', 'request.failed', traceOf(error))
    const refused = error instanceof AppError ? error : new AppError('unknown')
    const { html, headers } = refusalPage(name, fields, refused)
    return new Response(html, { status: refused.status, headers: { ...headers, ...retryAfter(refused) } })
  }
}

/** Fields of a form stand in it: whatever they hold, it leads nowhere but here. */
const ownPath = (path: string): string => (/^\/[\w/?=.-]*$/.test(path) && !path.startsWith('//') ? path : '/')

const QUIET = { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' }

/** What is refused comes back as it was typed. */
function refusalPage(name: string, fields: Record<string, string>, refusal: { code: string; values: Values }) {
  const sentence =
    refusal.code === 'tooLarge'
      ? t('filing.failed.tooLarge', refusal.values)
      : t(messageFor('error', refusal.code, 'error.unknown'), refusal.values)
  const rows = Object.entries(fields).filter(([, value]) => value !== '')
  const kept = rows.map(([field, value], n) =>
    field === 'token' || field === 'about'
      ? `<input type="hidden" name="${escaped(field)}" value="${escaped(value)}">`
      : `<label for="f${n}">${escaped(t(messageFor('filing', field, 'filing.more')))}</label><textarea id="f${n}" name="${escaped(field)}" dir="auto">\n${escaped(value)}</textarea>`,
  )
  const form =
    rows.length > 0
      ? `<p>${escaped(t('filing.failed.kept'))}</p><form method="post" action="/api/commands/${escaped(name)}">${kept.join('')}<button>${escaped(t('filing.failed.again'))}</button></form>`
      : ''
  // Whoever may not send the form now still has a way that counts (17 USC 512(c)(3)).
  const isLater = refusal.code === 'tooMany' && name === 'filings.file'
  return plainPage({
    title: t('filing.failed.title'),
    sentences: [sentence, ...(isLater ? [t('filing.failed.tooMany')] : [])],
    ...(isLater ? { link: { href: '/dmca/agent', words: t('filing.failed.agent') } } : {}),
    more: form,
  })
}
