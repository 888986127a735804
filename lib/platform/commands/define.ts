import type { z } from 'zod'
import type { Actor, Permission } from '@/lib/platform/access/access'
import type { Remembered } from '@/lib/platform/audit/record'
import type { Db, Tx } from '@/lib/platform/db/client'
import type { EnqueueOptions, Job } from '@/lib/platform/jobs/define'
import { parseInput } from './parse'

export interface CommandContext {
  tx: Tx
  actor: Actor
  now: Date
  /** Adds an audit row to this transaction; the command's name and `done` are filled in. */
  remember: (row: Omit<Remembered, 'command' | 'outcome'> & Partial<Pick<Remembered, 'command' | 'outcome'>>) => void
  /** Adds a job to this transaction. */
  enqueue: <P>(job: Job<P>, payload: P, options?: EnqueueOptions) => Promise<void>
}

/** What a command may use before its transaction: it has no open one, so it may ask the outside world. */
export interface LookContext {
  db: Db
  actor: Actor
  now: Date
}

interface CommandSpec<N extends string, S extends z.ZodType, F, O> {
  /** `feature.verbObject` */
  name: N
  permission: Permission
  input: S
  /** May be called by the browser. Commands of our own machinery are not. */
  isPublicDoor?: boolean
  /** Needs a touch of a passkey not older than five minutes: exports, holds, keys and roles. */
  fresh?: boolean
  /** Attempts that one address may make in a window. */
  attempts?: { limit: number; windowMs: number }
  /** What the browser may send at most, where a file comes along. */
  bodyMaxBytes?: number
  /**
   * Also takes a form sent without JavaScript: where its browser is led next. Where a secret link comes to be, `token` is what
   * opens it, and the input has `tokenHash`: the command itself never knows it.
   */
  form?: (sent: FormSent) => string
  /** Looks outside before the transaction begins; what it finds is handed to `run`. */
  look?: (context: LookContext, input: z.output<S>) => Promise<F>
  run(context: CommandContext, input: z.output<S>, found: F): Promise<O>
}

export interface FormSent {
  token: string
  fields: Readonly<Record<string, string>>
}

export interface Command<N extends string, S extends z.ZodType, O> {
  name: N
  permission: Permission
  input: S
  isPublicDoor: boolean
  fresh: boolean
  attempts: { limit: number; windowMs: number } | null
  bodyMaxBytes: number | null
  form: ((sent: FormSent) => string) | null
  /** Parses, looks outside where the command does, and gives what to run in the transaction. */
  start(context: LookContext, input: unknown): Promise<(context: CommandContext) => Promise<O>>
}

/** The one door for decisions (DESIGN 5): authorised, parsed, run, audited and enqueued in one transaction by `runCommand`. */
export function defineCommand<N extends string, S extends z.ZodType, O, F = undefined>(
  spec: CommandSpec<N, S, F, O>,
): Command<N, S, O> {
  const { name, permission, input, isPublicDoor = false, fresh = false } = spec
  const { attempts = null, bodyMaxBytes = null, form = null } = spec
  return {
    name,
    permission,
    input,
    isPublicDoor,
    fresh,
    attempts,
    bodyMaxBytes,
    form,
    async start(context, raw) {
      const parsed = parseInput(spec.input, raw)
      // Without `look`, F is undefined by its default.
      const found = (await spec.look?.(context, parsed)) as F
      return (inside) => spec.run(inside, parsed, found)
    },
  }
}
