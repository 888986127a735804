'use client'
import { useRouter } from 'next/navigation'
import { useCallback, useRef, useState, useTransition } from 'react'
import type { CommandInput, CommandName, CommandOutput, QueryInput, QueryName, QueryOutput } from '@/lib/registry'
import { isMessage, t, type Values } from '@/lib/platform/i18n/translate'

/** A refusal as a person reads it: the sentence of the catalogue with its values filled in. */
export class Refusal extends Error {
  readonly code: string
  readonly values: Values

  constructor(code: string, values: Values) {
    const key = `error.${code}`
    super(isMessage(key) ? t(key, values) : t('error.unknown'))
    this.name = 'Refusal'
    this.code = code
    this.values = values
  }
}

async function post(path: string, body: unknown): Promise<unknown> {
  const response = await send(path, body)
  const answer: { value?: unknown } = await response.json().catch(() => ({}))
  return answer.value
}

async function send(path: string, body: unknown): Promise<Response> {
  let response: Response
  try {
    response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  } catch {
    throw new Refusal('offline', {})
  }
  if (response.ok) return response
  const answer: { code?: string; values?: Values } = await response.json().catch(() => ({}))
  throw new Refusal(answer.code ?? 'unknown', answer.values ?? {})
}

/** Asks for a touch of a passkey, or for the first one; true when it was made. */
type Asker = (code: 'touch.needed' | 'passkey.needed') => Promise<boolean>
let asker: Asker | null = null

/** The dialog of the frame stands ready to ask; it says so when it goes. */
export function readyToAsk(ready: Asker): () => void {
  asker = ready
  return () => {
    if (asker === ready) asker = null
  }
}

/** Does something that may need a fresh touch: where it does, asks for the touch and does the same once more. */
export async function withTouch<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof Refusal) || (error.code !== 'touch.needed' && error.code !== 'passkey.needed')) throw error
    if (!(await asker?.(error.code))) throw error
    return run()
  }
}

/** Asks a query from the browser. */
export async function ask<N extends QueryName>(name: N, input: QueryInput<N>): Promise<QueryOutput<N>> {
  // Typed by the registry on both ends.
  return (await withTouch(() => post(`/api/queries/${name}`, { input }))) as QueryOutput<N>
}

/** Runs a command once. The request id makes a second sending of the same press harmless. */
export async function command<N extends CommandName>(
  name: N,
  input: CommandInput<N>,
  requestId: string = crypto.randomUUID(),
): Promise<CommandOutput<N>> {
  return (await withTouch(() => post(`/api/commands/${name}`, { input, requestId }))) as CommandOutput<N>
}

/** A file that is made as it is sent. `onPart` is told how many bytes have come; a file that breaks off is none. */
export async function download(name: string, input: unknown, onPart: (bytes: number) => void): Promise<File> {
  const response = await withTouch(() => send(`/api/downloads/${name}`, { input }))
  const named = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'download'
  const parts: Uint8Array<ArrayBuffer>[] = []
  let bytes = 0
  try {
    for (const reader = response.body?.getReader(); reader; ) {
      const { done, value } = await reader.read()
      if (done) break
      parts.push(value)
      onPart((bytes += value.byteLength))
    }
  } catch {
    throw new Refusal('download.broken', {})
  }
  return new File(parts, named, { type: response.headers.get('content-type') ?? '' })
}

/** A guest comes in by the link or with the passkey; the answer brings the session's cookie and nothing else. */
export async function comeIn(step: 'accept' | 'sign-in', input: object): Promise<void> {
  await post(`/api/guests/${step}`, { input })
}

export interface CommandHook<N extends CommandName> {
  /** Resolves with the answer, or with null when it was refused (see `refusal`) or already under way. */
  run: (input: CommandInput<N>) => Promise<CommandOutput<N> | null>
  isRunning: boolean
  refusal: Refusal | null
  clear: () => void
}

/** A command for a button: one at a time, the page is asked again afterwards, what was typed stays. */
export function useCommand<N extends CommandName>(name: N): CommandHook<N> {
  const router = useRouter()
  const running = useRef(false)
  const [isRunning, setRunning] = useState(false)
  const [isRefreshing, startRefresh] = useTransition()
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const run = useCallback(
    async (input: CommandInput<N>) => {
      if (running.current) return null
      running.current = true
      setRunning(true)
      setRefusal(null)
      try {
        return await command(name, input)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        setRefusal(error)
        return null
      } finally {
        running.current = false
        setRunning(false)
        startRefresh(() => router.refresh())
      }
    },
    [name, router],
  )
  return { run, isRunning: isRunning || isRefreshing, refusal, clear: () => setRefusal(null) }
}
