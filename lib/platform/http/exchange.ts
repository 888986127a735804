import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import type { Dispatcher } from 'undici'
import { OutwardFailure, outwardFailure } from './outward-failure'

export interface ExchangeRequest {
  url: URL
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  headers: Record<string, string>
  body: string | Uint8Array | null
  maxBytes: number
  /** From the start of the call until the headers of the answer are here. */
  headersTimeoutMs: number
  /** From the headers until the last byte. */
  bodyTimeoutMs: number
}

export interface OutwardAnswer {
  status: number
  /** By lower-case name; repeated ones are joined by a comma. */
  headers: Record<string, string>
  /** Exactly what the server sent (decompressed, if it compressed unasked). */
  bytes: Uint8Array
  url: string
  sentAt: Date
  receivedAt: Date
  /** From the start of the call, the connecting included, until the last byte. */
  tookMs: number
  dateHeader: string | null
  /** The server's clock minus ours, good to about a second; null without a Date header. */
  clockOffsetMs: number | null
}

/** One request and its answer, with time-outs and a cap on the body that are enforced while it streams. */
export function exchange(dispatcher: Dispatcher, request: ExchangeRequest): Promise<OutwardAnswer> {
  return new Promise((resolve, reject) => {
    const isTls = request.url.protocol === 'https:'
    const chunks: Buffer[] = []
    let controller: Dispatcher.DispatchController | null = null
    let sentAt = new Date()
    const startedAt = performance.now()
    let isSent = false
    let isSettled = false
    let received = 0
    let head: Head | null = null
    let timer = setTimeout(() => stop('timeout'), request.headersTimeoutMs)

    const settle = (finish: () => void) => {
      if (isSettled) return
      isSettled = true
      clearTimeout(timer)
      finish()
    }
    const fail = (error: unknown) => settle(() => reject(outwardFailure(error, { sent: isSent, isTls })))
    const stop = (kind: 'timeout' | 'tooLarge') => {
      const failure = new OutwardFailure(kind, { sent: isSent })
      fail(failure)
      controller?.abort(failure)
    }

    dispatcher.dispatch(dispatchOptions(request), {
      onRequestStart(started) {
        controller = started
        // The time-out came while the socket was being opened: nothing may be written any more.
        if (isSettled) return started.abort(new OutwardFailure('timeout', { sent: false }))
        isSent = true
        sentAt = new Date()
      },
      onResponseStart(_controller, status, headers) {
        if (isSettled || status < 200) return
        head = { status, headers: flatHeaders(headers), receivedAt: new Date() }
        clearTimeout(timer)
        timer = setTimeout(() => stop('timeout'), request.bodyTimeoutMs)
        if (Number(head.headers['content-length']) > request.maxBytes) stop('tooLarge')
      },
      onResponseData(_controller, chunk) {
        if (isSettled) return
        received += chunk.length
        if (received > request.maxBytes) return stop('tooLarge')
        chunks.push(chunk)
      },
      onResponseEnd() {
        const answered = head
        if (!answered) return fail(new OutwardFailure('dropped', { sent: isSent }))
        settle(() => {
          try {
            resolve(answerOf({ request, head: answered, sentAt, startedAt, body: Buffer.concat(chunks) }))
          } catch (error) {
            reject(outwardFailure(error, { sent: true, isTls }))
          }
        })
      },
      onResponseError(_controller, error) {
        fail(error)
      },
    })
  })
}

interface Head {
  status: number
  headers: Record<string, string>
  receivedAt: Date
}

function dispatchOptions(request: ExchangeRequest): Dispatcher.DispatchOptions {
  return {
    origin: request.url.origin,
    path: request.url.pathname + request.url.search,
    method: request.method,
    headers: request.headers,
    body: request.body,
    // Our own timers hold for the whole call; undici's would start anew with each chunk.
    headersTimeout: 0,
    bodyTimeout: 0,
  }
}

interface Parts {
  request: ExchangeRequest
  head: Head
  sentAt: Date
  startedAt: number
  body: Buffer
}

function answerOf(parts: Parts): OutwardAnswer {
  const { request, head, sentAt, startedAt } = parts
  const dateHeader = head.headers.date ?? null
  return {
    status: head.status,
    headers: head.headers,
    bytes: decoded(parts.body, head.headers['content-encoding'], request.maxBytes),
    url: request.url.href,
    sentAt,
    receivedAt: head.receivedAt,
    tookMs: Math.round(performance.now() - startedAt),
    dateHeader,
    clockOffsetMs: clockOffset(head, sentAt),
  }
}

function clockOffset({ headers, receivedAt }: Head, sentAt: Date): number | null {
  const written = Date.parse(headers.date ?? '')
  if (Number.isNaN(written)) return null
  // A cache hands on the date of the first answer and says beside it how old that is.
  const ageMs = /^\d{1,9}$/.test(headers.age ?? '') ? Number(headers.age) * 1_000 : 0
  // A Date header is cut to the second; half a second more is its likeliest value.
  return Math.round(written + ageMs + 500 - (sentAt.getTime() + receivedAt.getTime()) / 2)
}

function flatHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value] as const],
  )
  return Object.fromEntries(entries)
}

const DECODERS: Partial<Record<string, (body: Buffer, options: { maxOutputLength: number }) => Buffer>> = {
  gzip: gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
}

// We ask for no compression, but some proxies compress whatever they are asked.
function decoded(body: Buffer, encoding: string | undefined, maxBytes: number): Uint8Array {
  const decode = DECODERS[encoding ?? '']
  if (!decode || body.length === 0) return body
  try {
    return decode(body, { maxOutputLength: maxBytes })
  } catch (error) {
    const isBomb = error instanceof RangeError
    throw new OutwardFailure(isBomb ? 'tooLarge' : 'dropped', { sent: true })
  }
}
