import type http from 'node:http'

/**
 * How much of a body each door takes; the first that fits is a path's. What reads a body piece by piece counts for itself and is
 * told here only what nobody may exceed. Pages and the sign-in would be read into memory whole, before anybody asks who sends it.
 */
const DOORS = [
  // Counts and answers for itself, by the signature (features/webhooks).
  { under: '/api/webhooks/', maxBytes: Number.POSITIVE_INFINITY, needsLength: false },
  // The largest that any command takes (bodyMaxBytes).
  { under: '/api/commands/', maxBytes: 1_100_000, needsLength: false },
  { under: '/api/auth/', maxBytes: 64 * 1024, needsLength: true },
  { under: '/api/', maxBytes: 256 * 1024, needsLength: false },
  { under: '/', maxBytes: 16 * 1024, needsLength: true },
] as const

/** Above it not even the rest of what a refused request sends is heard to its end. */
const HEARD_OUT_BYTES = 64 * 1024 * 1024

export interface BodyFault {
  /** 413: too large. 411: of a size that is not told, where nobody counts. */
  status: 411 | 413
  limitBytes: number
}

/** What is wrong with the size that a request announces, by its head alone; null when it may go on. */
export function bodyFault({ url = '/', headers }: Pick<http.IncomingMessage, 'url' | 'headers'>): BodyFault | null {
  const door = DOORS.find(({ under }) => url.startsWith(under)) ?? DOORS[DOORS.length - 1]
  if (!door) return null
  const limitBytes = door.maxBytes
  if (headers['transfer-encoding'] !== undefined) return door.needsLength ? { status: 411, limitBytes } : null
  return Number(headers['content-length'] ?? 0) > limitBytes ? { status: 413, limitBytes } : null
}

/** Answers it with what the catalogue has a sentence for. Node hears the rest of the body and keeps nothing of it. */
export function refuseBody(request: http.IncomingMessage, response: http.ServerResponse, fault: BodyFault): void {
  const limit = `${Math.round(fault.limitBytes / 1024)} kB`
  if (Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY) > HEARD_OUT_BYTES)
    response.shouldKeepAlive = false
  response.writeHead(fault.status, { 'content-type': 'application/json', 'cache-control': 'private, no-store' })
  response.end(JSON.stringify({ code: 'tooLarge', values: { limit } }))
}
