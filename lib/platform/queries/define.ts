import type { z } from 'zod'
import { type Actor, can, type Permission } from '@/lib/platform/access/access'
import { assertTouched } from '@/lib/platform/access/touch'
import { record, type Remembered } from '@/lib/platform/audit/record'
import { recordRefusal } from '@/lib/platform/audit/refusal'
import { parseInput } from '@/lib/platform/commands/parse'
import { type Db, transaction, type Tx } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { enqueue, type EnqueueOptions, type Job } from '@/lib/platform/jobs/define'

export interface QueryContext {
  db: Db
  actor: Actor
  now: Date
  /** Commits an audit row of this reading before the answer leaves; `done` is filled in. `also` stands or falls with it. */
  remember: (
    row: Omit<Remembered, 'command' | 'outcome'> & Partial<Pick<Remembered, 'outcome'>>,
    also?: (tx: Tx) => Promise<unknown>,
  ) => Promise<void>
  /** Asks for a fresh look at the outside world; the view does not wait for it. In a transaction of its own, or in that of `also`. */
  enqueue: <P>(job: Job<P>, payload: P, options?: EnqueueOptions, within?: Tx) => Promise<void>
}

interface QuerySpec<N extends string, S extends z.ZodType, O> {
  name: N
  permission: Permission
  input: S
  /** Needs a touch of a passkey not older than five minutes. */
  fresh?: boolean
  /** What the browser may send at most, where a file comes along. */
  bodyMaxBytes?: number
  run: (context: QueryContext, input: z.output<S>) => Promise<O>
}

export interface Query<N extends string, S extends z.ZodType, O> {
  name: N
  permission: Permission
  input: S
  fresh: boolean
  bodyMaxBytes: number | null
  start(context: QueryContext, input: unknown): Promise<O>
}

/** The one door for reads: authorised, parsed, answered as a JSON-safe view. */
export function defineQuery<N extends string, S extends z.ZodType, O>({
  run,
  ...spec
}: QuerySpec<N, S, O>): Query<N, S, O> {
  const { fresh = false, bodyMaxBytes = null } = spec
  return { ...spec, fresh, bodyMaxBytes, start: (context, input) => run(context, parseInput(spec.input, input)) }
}

/** What a download gives: read whole, so that the hash of its bytes stands in the audit before they leave. */
export interface DownloadAnswer {
  bytes: Uint8Array<ArrayBuffer>
  contentType: string
  headers?: Record<string, string>
}

export function defineDownload<N extends string, S extends z.ZodType>(
  spec: QuerySpec<N, S, DownloadAnswer>,
): Query<N, S, DownloadAnswer> {
  return defineQuery(spec)
}

/** What is too large to be held: made piece by piece as it is sent. Its audit row names a hash that covers all of it. */
export interface StreamAnswer {
  stream: ReadableStream<Uint8Array>
  contentType: string
  fileName: string
}

export function defineStream<N extends string, S extends z.ZodType>(
  spec: QuerySpec<N, S, StreamAnswer>,
): Query<N, S, StreamAnswer> {
  return defineQuery(spec)
}

interface Reading {
  db: Db
  actor: Actor
  now: Date
  input: unknown
}
interface Readable<O> {
  name: string
  permission: Permission
  input?: z.ZodType
  fresh?: boolean
  start(context: QueryContext, input: unknown): Promise<O>
}

/** Runs a query or a download for an actor. What a signed-in person may not see, and asked for, is an audit row. */
export async function runQuery<O>(query: Readable<O>, reading: Reading): Promise<O> {
  const { db, actor, now, input } = reading
  try {
    if (!can(actor, query.permission))
      throw new AppError(actor.kind === 'public' ? 'signIn.needed' : 'notAllowed', { permission: query.permission })
    if (query.fresh) await assertTouched(db, actor, now)
    return await query.start(contextOf(query.name, reading), input)
  } catch (error) {
    if (error instanceof AppError && [403, 404, 428].includes(error.status))
      await recordRefusal(db, actor, now, { name: query.name, input, takes: query.input, error })
    throw error
  }
}

function contextOf(command: string, { db, actor, now }: Reading): QueryContext {
  return {
    db,
    actor,
    now,
    async remember(row, also) {
      await transaction(db, async (tx) => {
        await record(tx, actor, now, { outcome: 'done', ...row, command })
        await also?.(tx)
      })
    },
    enqueue: (job, payload, options, within) =>
      within ? enqueue(within, job, payload, options) : transaction(db, (tx) => enqueue(tx, job, payload, options)),
  }
}
