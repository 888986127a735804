export type OutwardFailureKind =
  | 'unreachable'
  | 'dns'
  | 'tls'
  | 'timeout'
  | 'tooLarge'
  | 'refusedAddress'
  | 'dropped'
  | 'redirected'

/** `host`: not on the list. `private`: not confirmed. `forbidden`: never. `plainHttp`: http to a public address. */
export type RefusalReason = 'host' | 'private' | 'forbidden' | 'plainHttp'

interface OutwardFailureDetail {
  /** Whether the request may have reached the server. */
  sent: boolean
  /** The error code of the system or of undici, for the log. */
  cause?: string
  refusal?: RefusalReason
  /** Where a redirect points to. */
  to?: string
  status?: number
}

/** A call that brought no answer to use. Carries no content, so it may be logged whole. */
export class OutwardFailure extends Error {
  readonly kind: OutwardFailureKind
  readonly sent: boolean
  readonly causeCode: string | null
  readonly refusal: RefusalReason | null
  readonly to: string | null
  readonly status: number | null

  constructor(kind: OutwardFailureKind, detail: OutwardFailureDetail) {
    super([`outward: ${kind}`, detail.refusal, detail.cause].filter(Boolean).join(' '))
    this.name = 'OutwardFailure'
    this.kind = kind
    this.sent = detail.sent
    this.causeCode = detail.cause ?? null
    this.refusal = detail.refusal ?? null
    this.to = detail.to ?? null
    this.status = detail.status ?? null
  }
}

/** Turns what undici, the resolver or OpenSSL threw into one of our kinds. */
export function outwardFailure(error: unknown, context: { sent: boolean; isTls: boolean }): OutwardFailure {
  if (error instanceof OutwardFailure) return error
  const code = errorCode(error)
  const kind = KIND_BY_CODE[code] ?? unlistedKind(code, context)
  return new OutwardFailure(kind, { sent: context.sent, cause: code })
}

const KIND_BY_CODE: Partial<Record<string, OutwardFailureKind>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  EAI_NODATA: 'dns',
  ENODATA: 'dns',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  ETIMEDOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_OVERFLOW: 'tooLarge',
}

const NETWORK_CODES = ['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'EPIPE', 'UND_ERR_SOCKET']

function unlistedKind(code: string, { sent, isTls }: { sent: boolean; isTls: boolean }): OutwardFailureKind {
  if (sent) return 'dropped'
  // Before anything was sent over https, an error that is not the network's is OpenSSL's; its codes are legion.
  return isTls && !NETWORK_CODES.includes(code) ? 'tls' : 'unreachable'
}

function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if ('code' in error && typeof error.code === 'string') return error.code
  if (error instanceof AggregateError && error.errors.length > 0) return errorCode(error.errors[0])
  return error.name
}
