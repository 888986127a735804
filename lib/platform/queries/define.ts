import type { z } from 'zod'
import { type Actor, can, type Permission } from '@/lib/platform/access/access'
import { record, type Remembered } from '@/lib/platform/audit/record'
import { parseInput } from '@/lib/platform/commands/parse'
import { type Db, transaction } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { enqueue, type EnqueueOptions, type Job } from '@/lib/platform/jobs/define'

export interface QueryContext {
  db: Db
  actor: Actor
  now: Date
  /** Commits an audit row of this reading before the answer leaves; `done` is filled in. */
  remember: (row: Omit<Remembered, 'command' | 'outcome'> & Partial<Pick<Remembered, 'outcome'>>) => Promise<void>
  /** Asks for a fresh look at the outside world; the view does not wait for it. */
  enqueue: <P>(job: Job<P>, payload: P, options?: EnqueueOptions) => Promise<void>
}

interface QuerySpec<N extends string, S extends z.ZodType, O> {
  name: N
  permission: Permission
  input: S
  run: (context: QueryContext, input: z.output<S>) => Promise<O>
}

export interface Query<N extends string, S extends z.ZodType, O> {
  name: N
  permission: Permission
  input: S
  start(context: QueryContext, input: unknown): Promise<O>
}

/** The one door for reads: authorised, parsed, answered as a JSON-safe view. */
export function defineQuery<N extends string, S extends z.ZodType, O>({
  run,
  ...spec
}: QuerySpec<N, S, O>): Query<N, S, O> {
  return { ...spec, start: (context, input) => run(context, parseInput(spec.input, input)) }
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

interface Reading {
  db: Db
  actor: Actor
  now: Date
  input: unknown
}
interface Readable<O> {
  name: string
  permission: Permission
  start(context: QueryContext, input: unknown): Promise<O>
}

/** Runs a query or a download for an actor. Refusals of a signed-in person are audit rows. */
export async function runQuery<O>(query: Readable<O>, { db, actor, now, input }: Reading): Promise<O> {
  const remember = async (row: Omit<Remembered, 'command'>) => {
    await transaction(db, (tx) => record(tx, actor, now, { ...row, command: query.name }))
  }
  if (!can(actor, query.permission)) {
    if (actor.kind === 'person') await remember({ outcome: 'refused', fields: { reason: 'notAllowed' } })
    throw new AppError(actor.kind === 'public' ? 'signIn.needed' : 'notAllowed', { permission: query.permission })
  }
  const context: QueryContext = {
    db,
    actor,
    now,
    remember: (row) => remember({ outcome: 'done', ...row }),
    enqueue: (job, payload, options) => transaction(db, (tx) => enqueue(tx, job, payload, options)),
  }
  return query.start(context, input)
}
