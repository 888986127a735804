import { AppError } from '@/lib/platform/errors/error'
import { log, traceOf } from '@/lib/platform/log/log'

export const BODY_MAX_BYTES = 256 * 1024

/** Refuses a request that another site made the browser send. */
export function assertSameOrigin(headers: Headers, ownUrl: string): void {
  const site = headers.get('sec-fetch-site')
  const origin = headers.get('origin')
  if (origin !== null && origin !== new URL(ownUrl).origin) throw new AppError('crossSite')
  if (origin === null && site !== 'same-origin') throw new AppError('crossSite')
}

/** The JSON body of a request, read only as far as the limit. */
export async function readJson(request: Request, maxBytes = BODY_MAX_BYTES): Promise<Record<string, unknown>> {
  const parts: Uint8Array[] = []
  let size = 0
  const reader = request.body?.getReader()
  while (reader) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > maxBytes) {
      await reader.cancel()
      throw new AppError('tooLarge', { limit: `${Math.round(maxBytes / 1024)} kB` })
    }
    parts.push(value)
  }
  try {
    const body: unknown = JSON.parse(Buffer.concat(parts).toString('utf8'))
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body }
  } catch {
    // Falls through to the same refusal: a body that is no JSON object.
  }
  throw new AppError('badInput', { fields: 'body' })
}

const NO_STORE = { 'cache-control': 'private, no-store' }

export function answer(value: unknown, headers: Record<string, string> = {}): Response {
  return Response.json({ value: value ?? null }, { headers: { ...NO_STORE, ...headers } })
}

/** A refusal as code and values, for the catalogue; anything unexpected is logged by its trace and told as such. */
export function refusal(error: unknown): Response {
  if (error instanceof AppError) {
    return Response.json({ code: error.code, values: error.values }, { status: error.status, headers: NO_STORE })
  }
  log('error', 'request.failed', traceOf(error))
  return Response.json({ code: 'unknown', values: {} }, { status: 500, headers: NO_STORE })
}
