import { retryAfter } from '@/lib/platform/access/limits'
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

/**
 * Refuses a form that another site made the browser send. Pages give no referrer, so that browsers name no origin (`null`) when
 * one of their forms is sent; browsers without `Sec-Fetch-Site`, and those that show text only, say nothing at all.
 */
export function assertOwnForm(headers: Headers, ownUrl: string): void {
  const site = headers.get('sec-fetch-site')
  const origin = headers.get('origin')
  const isNamed = origin !== null && origin !== 'null'
  if (isNamed && origin !== new URL(ownUrl).origin) throw new AppError('crossSite')
  if (site !== null && site !== 'same-origin' && site !== 'none') throw new AppError('crossSite')
}

const FORM = 'application/x-www-form-urlencoded'
export const isForm = (headers: Headers): boolean => (headers.get('content-type') ?? '').toLowerCase().startsWith(FORM)

/** The fields of a form, each once, without what no database keeps. */
export async function readForm(request: Request, maxBytes = BODY_MAX_BYTES): Promise<Record<string, string>> {
  const sent = new URLSearchParams((await readBody(request, maxBytes)).toString('utf8'))
  return Object.fromEntries([...sent].map(([name, value]) => [name, storable(value)]))
}

const storable = (text: string): string =>
  text
    .replaceAll('\0', '')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replaceAll('\r\n', '\n')

/** The JSON body of a request, read only as far as the limit. */
export async function readJson(request: Request, maxBytes = BODY_MAX_BYTES): Promise<Record<string, unknown>> {
  const text = (await readBody(request, maxBytes)).toString('utf8')
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body }
  } catch {
    // Falls through to the same refusal: a body that is no JSON object.
  }
  throw new AppError('badInput', { fields: 'body' })
}

async function readBody(request: Request, maxBytes: number): Promise<Buffer> {
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
  return Buffer.concat(parts)
}

const NO_STORE = { 'cache-control': 'private, no-store' }

export function answer(value: unknown, headers: Record<string, string> = {}): Response {
  return Response.json({ value: value ?? null }, { headers: { ...NO_STORE, ...headers } })
}

/** A refusal as code and values, for the catalogue; anything unexpected is logged by its trace and told as such. */
export function refusal(error: unknown): Response {
  if (error instanceof AppError) {
    return Response.json(
      { code: error.code, values: error.values },
      {
        status: error.status,
        headers: { ...NO_STORE, ...retryAfter(error) },
      },
    )
  }
  log('error', 'request.failed', traceOf(error))
  return Response.json({ code: 'unknown', values: {} }, { status: 500, headers: NO_STORE })
}
