import type http from 'node:http'
import { countAttempt, retryAfter } from '@/lib/platform/access/limits'
import type { Db } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { t } from '@/lib/platform/i18n/translate'
import { log, traceOf } from '@/lib/platform/log/log'
import { addressOf, type Gate, PEER_HEADER } from './peer'
import { plainPage } from './plain-page'

/** Pages that anybody may read, or the holder of a secret link. */
const OPEN_PAGE = /^\/(case|dmca\/(new|counter|confirm))(\/|\?|$)/
const PER_MINUTE = { limit: 120, windowMs: 60_000 }

interface Crowd {
  db: Db
  trustedProxies: readonly string[]
  now: () => Date
}

/**
 * Whoever reads public pages too often from one address is told so, and when to come back, before Next begins: a page of Next cannot
 * answer 429. Nothing is lost by it, and it works without JavaScript. Where the database is away the page itself says so.
 */
export function crowdGate({ db, trustedProxies, now }: Crowd): Gate {
  return (request) => {
    const path = request.url ?? '/'
    if ((request.method !== 'GET' && request.method !== 'HEAD') || !OPEN_PAGE.test(path)) return null
    const address = addressOf(headersOf(request), trustedProxies)
    return countAttempt(db, `open ${address}`, PER_MINUTE, now()).then(
      () => null,
      (error: unknown) => {
        if (error instanceof AppError && error.code === 'tooMany') return tellToWait(path, error)
        log('warn', 'crowd.count', traceOf(error))
        return null
      },
    )
  }
}

function tellToWait(path: string, error: AppError) {
  const { html, headers } = plainPage({
    title: t('crowd.title'),
    sentences: [t('crowd.text', error.values), t('crowd.nothingLost')],
    link: { href: path, words: t('crowd.again') },
  })
  return { status: error.status, headers: { ...headers, ...retryAfter(error) }, body: html }
}

const headersOf = ({ headers }: http.IncomingMessage): Headers =>
  new Headers({
    [PEER_HEADER]: String(headers[PEER_HEADER] ?? ''),
    'x-forwarded-for': String(headers['x-forwarded-for'] ?? ''),
  })
