import type { z } from 'zod'
import { type Actor, can, type Permission } from '@/lib/platform/access/access'
import { record, type Remembered } from '@/lib/platform/audit/record'
import { parseInput } from '@/lib/platform/commands/parse'
import { type Db, transaction } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'

export interface QueryContext {
  db: Db
  actor: Actor
  now: Date
  /** Commits an audit row of this reading before the answer leaves. */
  remember(row: Omit<Remembered, 'command' | 'outcome'>): Promise<void>
}

interface QuerySpec<I, O> {
  name: string
  permission: Permission
  input: z.ZodType<I>
  run(context: QueryContext, input: I): Promise<O>
}

export interface Query<N extends string = string, I = unknown, O = unknown> extends QuerySpec<I, O> {
  name: N
  start(context: QueryContext, input: unknown): Promise<O>
}

/** The one door for reads: authorised, parsed, answered as a JSON-safe view. */
export function defineQuery<N extends string, I, O>(spec: QuerySpec<I, O> & { name: N }): Query<N, I, O> {
  return { ...spec, start: (context, input) => spec.run(context, parseInput(spec.input, input)) }
}

/** What a download gives: its bytes are read whole, so that their hash stands in the audit row before they leave. */
export interface Download<N extends string = string, I = unknown> extends QuerySpec<I, DownloadAnswer> {
  name: N
  start(context: QueryContext, input: unknown): Promise<DownloadAnswer>
}
export interface DownloadAnswer {
  bytes: Uint8Array<ArrayBuffer>
  contentType: string
  headers?: Record<string, string>
}
export function defineDownload<N extends string, I>(spec: QuerySpec<I, DownloadAnswer> & { name: N }): Download<N, I> {
  return { ...spec, start: (context, input) => spec.run(context, parseInput(spec.input, input)) }
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
  return query.start({ db, actor, now, remember: (row) => remember({ outcome: 'done', ...row }) }, input)
}
