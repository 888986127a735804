import type { OutwardAnswer } from '@/lib/platform/http/exchange'
import type { OutwardFailure, OutwardFailureKind, RefusalReason } from '@/lib/platform/http/outward-failure'
import { ApiError } from '../schema/error'
import type { Permission } from '../schema/permissions'
import { readRate } from './rate'

export type MastodonFailureKind =
  | OutwardFailureKind
  | 'tokenDead'
  | 'tokenNeeded'
  | 'scopeMissing'
  | 'permissionMissing'
  | 'notAllowed'
  | 'forbidden'
  | 'loginDisabled'
  | 'notFound'
  | 'gone'
  | 'invalid'
  | 'invalidGrant'
  | 'invalidClient'
  | 'rateLimited'
  | 'temporary'
  | 'blockedIp'
  | 'notMastodon'
  | 'tooOld'
  | 'notMedia'

export interface FailureDetail {
  method: string
  /** Without the query. */
  path: string
  status?: number
  /** True when a write may have been acted on although no answer says so. Always false for reads. */
  maybeActed?: boolean
  /** What the server wrote, in whatever language: to be shown, never to be compared. */
  text?: string
  resetAt?: Date
  /** Our own budget refused the call: nothing was sent. */
  isUnsent?: true
  missing?: readonly Permission[]
  /** Where a redirect points to. */
  to?: string
  refusal?: RefusalReason
  /** Why an answer could not be read: `html`, `notJson`, or the place of the fault. */
  fault?: string
  cause?: string
}

/** A call to Mastodon that did not bring what was asked for. `code` is `mastodon.<kind>` in the catalogue. */
export class MastodonFailure extends Error {
  readonly kind: MastodonFailureKind
  readonly maybeActed: boolean
  readonly detail: FailureDetail

  constructor(kind: MastodonFailureKind, detail: FailureDetail) {
    // The server's own text stays out of the message: messages are logged.
    super([`mastodon: ${kind}`, detail.status, detail.method, detail.path, detail.fault].filter(Boolean).join(' '))
    this.name = 'MastodonFailure'
    this.kind = kind
    this.maybeActed = detail.maybeActed ?? false
    this.detail = detail
  }

  get code(): `mastodon.${MastodonFailureKind}` {
    return `mastodon.${this.kind}`
  }
}

const AWAY: readonly MastodonFailureKind[] = [
  'unreachable',
  'dns',
  'tls',
  'timeout',
  'dropped',
  'temporary',
  'rateLimited',
  'blockedIp',
  'notMastodon',
  'tooLarge',
]

/** Nothing was done, and only because Mastodon itself did not answer now: the same call may succeed later. */
export const isAway = (failure: MastodonFailure): boolean => !failure.maybeActed && AWAY.includes(failure.kind)

export interface Asked {
  method: string
  path: string
  hasToken: boolean
}

const isWrite = (asked: Asked) => asked.method !== 'GET'

export function failureOfOutward(failure: OutwardFailure, asked: Asked): MastodonFailure {
  return new MastodonFailure(failure.kind, {
    method: asked.method,
    path: asked.path,
    // Whoever redirects has not acted.
    maybeActed: isWrite(asked) && failure.sent && failure.kind !== 'redirected',
    ...(failure.status === null ? {} : { status: failure.status }),
    ...(failure.to === null ? {} : { to: failure.to }),
    ...(failure.refusal === null ? {} : { refusal: failure.refusal }),
    ...(failure.causeCode === null ? {} : { cause: failure.causeCode }),
  })
}

/** The failure that an answer with a status of 400 or more stands for. */
export function failureOfAnswer(answer: OutwardAnswer, asked: Asked): MastodonFailure {
  const sent = readApiError(answer)
  const kind = kindOf(answer, asked, sent)
  if (kind === 'notMastodon') return unreadable(answer, asked, isHtml(answer) ? 'html' : 'notJson')
  const text = sent ? [sent.error, sent.error_description].filter(Boolean).join(': ') : undefined
  return new MastodonFailure(kind, {
    method: asked.method,
    path: asked.path,
    status: answer.status,
    // A server or proxy that failed may have failed after the act.
    maybeActed: isWrite(asked) && answer.status >= 500,
    ...(text ? { text } : {}),
    ...(kind === 'rateLimited' ? resetOf(answer) : {}),
  })
}

/** A body that is not what the API promises. With a good status a write was acted on, as far as one can tell. */
export function unreadable(answer: OutwardAnswer, asked: Asked, fault: string): MastodonFailure {
  return new MastodonFailure('notMastodon', {
    method: asked.method,
    path: asked.path,
    status: answer.status,
    maybeActed: isWrite(asked) && answer.status < 400,
    fault,
  })
}

export function isHtml(answer: OutwardAnswer): boolean {
  return /^(text\/html|application\/xhtml)/.test(answer.headers['content-type'] ?? '')
}

const KIND_BY_STATUS: Partial<Record<number, MastodonFailureKind>> = {
  400: 'invalid',
  404: 'notFound',
  410: 'gone',
  422: 'invalid',
  429: 'rateLimited',
}

// Error codes of the OAuth protocol: fixed words, never translated.
const KIND_BY_OAUTH_ERROR: Partial<Record<string, MastodonFailureKind>> = {
  invalid_grant: 'invalidGrant',
  invalid_client: 'invalidClient',
  unauthorized_client: 'invalidClient',
}

function kindOf(answer: OutwardAnswer, asked: Asked, sent: ApiError | null): MastodonFailureKind {
  const oauth = asked.path.startsWith('/oauth/') ? KIND_BY_OAUTH_ERROR[sent?.error ?? ''] : undefined
  if (oauth) return oauth
  if (answer.status >= 500 || answer.status === 408) return 'temporary'
  // Mastodon says no in JSON. Anything else comes from its list of blocked addresses or from a proxy in front, and
  // must neither end a session nor pass for "there is no such account".
  if (!sent && (answer.status === 401 || answer.status === 403)) return 'blockedIp'
  if (!sent && answer.status === 404) return 'notMastodon'
  if (answer.status === 401) return asked.hasToken ? 'tokenDead' : 'tokenNeeded'
  if (answer.status === 403) return isScopeMissing(answer) ? 'scopeMissing' : 'forbidden'
  return KIND_BY_STATUS[answer.status] ?? 'invalid'
}

function resetOf(answer: OutwardAnswer): { resetAt?: Date } {
  const resetAt = readRate(answer)?.resetAt
  if (resetAt) return { resetAt }
  // Mastodon never sends this one, proxies do.
  const seconds = Number(answer.headers['retry-after'] ?? Number.NaN)
  return Number.isFinite(seconds) ? { resetAt: new Date(answer.receivedAt.getTime() + seconds * 1_000) } : {}
}

// 4.6 sends this header and 4.3 does not (both seen): there, the scopes of the connection tell.
function isScopeMissing(answer: OutwardAnswer): boolean {
  return (answer.headers['www-authenticate'] ?? '').includes('insufficient_scope')
}

function readApiError(answer: OutwardAnswer): ApiError | null {
  try {
    return ApiError.parse(JSON.parse(Buffer.from(answer.bytes).toString('utf8')))
  } catch {
    return null
  }
}
