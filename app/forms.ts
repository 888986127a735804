import { createHash, randomBytes } from 'node:crypto'
import { callerAddress, database, strangerFrom } from '@/app/doors'
import { countAttempt, countStrangerRefusal } from '@/lib/platform/access/limits'
import { runCommand } from '@/lib/platform/commands/run'
import { env } from '@/lib/platform/env/env'
import { AppError } from '@/lib/platform/errors/error'
import { assertOwnForm, readForm } from '@/lib/platform/http/inward'
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
    const { code, values, status } = error instanceof AppError ? error : new AppError('unknown')
    return new Response(refusalPage(name, fields, { code, values }), { status, headers: { ...PAGE, ...QUIET } })
  }
}

/** Fields of a form stand in it: whatever they hold, it leads nowhere but here. */
const ownPath = (path: string): string => (/^\/[\w/?=.-]*$/.test(path) && !path.startsWith('//') ? path : '/')

const QUIET = { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' }
const PAGE = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
}
const STYLE =
  ':root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-inline-size:40rem;margin:2rem auto;padding-inline:1rem}textarea{inline-size:100%;min-block-size:3rem;font:inherit}label{display:block;margin-block-start:1rem}button{font:inherit;margin-block:1.5rem;padding:.6rem 1rem}'

/** A page of our own words, small enough to need nothing: what is refused comes back as it was typed. */
function refusalPage(name: string, fields: Record<string, string>, refusal: { code: string; values: Values }): string {
  const sentence =
    refusal.code === 'tooLarge'
      ? t('filing.failed.tooLarge', refusal.values)
      : t(messageFor('error', refusal.code, 'error.unknown'), refusal.values)
  const rows = Object.entries(fields).filter(([, value]) => value !== '')
  const kept = rows.map(([field, value], n) =>
    field === 'token' || field === 'about'
      ? `<input type="hidden" name="${html(field)}" value="${html(value)}">`
      : `<label for="f${n}">${html(t(messageFor('filing', field, 'filing.more')))}</label><textarea id="f${n}" name="${html(field)}" dir="auto">\n${html(value)}</textarea>`,
  )
  const form =
    rows.length > 0
      ? `<p>${html(t('filing.failed.kept'))}</p><form method="post" action="/api/commands/${html(name)}">${kept.join('')}<button>${html(t('filing.failed.again'))}</button></form>`
      : ''
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${html(t('filing.failed.title'))}</title><style>${STYLE}</style><main><h1>${html(t('filing.failed.title'))}</h1><p role="alert">${html(sentence)}</p>${form}</main></html>`
}

const html = (text: string): string => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
