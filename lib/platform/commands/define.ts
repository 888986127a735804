import type { z } from 'zod'
import type { Actor, Permission } from '@/lib/platform/access/access'
import type { Remembered } from '@/lib/platform/audit/record'
import type { Tx } from '@/lib/platform/db/client'
import type { Job } from '@/lib/platform/jobs/define'
import { parseInput } from './parse'

export interface CommandContext {
  tx: Tx
  actor: Actor
  now: Date
  /** Adds an audit row to this transaction; the command's name and `done` are filled in. */
  remember(row: Omit<Remembered, 'command' | 'outcome'> & Partial<Pick<Remembered, 'command' | 'outcome'>>): void
  /** Adds a job to this transaction. */
  enqueue<P>(job: Job<P>, payload: P, options?: { runAt?: Date; key?: string; maxAttempts?: number; queue?: string }): Promise<void>
}

export interface CommandSpec<I, O> {
  /** `feature.verbObject` */
  name: string
  permission: Permission
  input: z.ZodType<I>
  /** May be called by the browser. Commands of our own machinery are not. */
  isPublicDoor?: boolean
  run(context: CommandContext, input: I): Promise<O>
}

export interface Command<N extends string = string, I = unknown, O = unknown> extends CommandSpec<I, O> {
  name: N
  /** Parses and runs; what the registry calls without knowing the types. */
  start(context: CommandContext, input: unknown): Promise<O>
}

/** The one door for decisions (DESIGN 5): authorised, parsed, run, audited and enqueued in one transaction by `runCommand`. */
export function defineCommand<N extends string, I, O>(spec: CommandSpec<I, O> & { name: N }): Command<N, I, O> {
  return { ...spec, start: (context, input) => spec.run(context, parseInput(spec.input, input)) }
}

