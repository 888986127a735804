import type { z } from 'zod'
import { type Actor, can, isHolder, nameOf, type Permission } from '@/lib/platform/access/access'
import { assertTouched } from '@/lib/platform/access/touch'
import { recordAll, type Remembered } from '@/lib/platform/audit/record'
import { recordRefusal } from '@/lib/platform/audit/refusal'
import { type Db, isDuplicate, transaction, type Tx } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { enqueue } from '@/lib/platform/jobs/define'
import type { CommandContext, LookContext } from './define'

export interface CommandCall {
  db: Db
  actor: Actor
  now: Date
  input: unknown
  /** Made by the browser for each press of a button: the same press sent twice is done once and answered twice. */
  requestId?: string | undefined
}

export interface Startable<O> {
  name: string
  permission: Permission
  fresh?: boolean
  input?: z.ZodType
  start(context: LookContext, input: unknown): Promise<(context: CommandContext) => Promise<O>>
}

/** Authorises, runs, audits and enqueues in one transaction. A refusal of a signed-in person is a row of its own. */
export async function runCommand<O>(command: Startable<O>, call: CommandCall): Promise<O> {
  try {
    if (!can(call.actor, command.permission)) throw new AppError('notAllowed', { permission: command.permission })
    if (command.fresh) await assertTouched(call.db, call.actor, call.now)
    return await once(command, call)
  } catch (error) {
    if (error instanceof AppError)
      await recordRefusal(call.db, call.actor, call.now, {
        name: command.name,
        input: call.input,
        takes: command.input,
        error,
      })
    throw error
  }
}

async function once<O>(command: Startable<O>, call: CommandCall): Promise<O> {
  const { db, requestId } = call
  const answered = requestId ? await earlierAnswer<O>(db, command.name, call) : undefined
  if (answered !== undefined) return answered
  const run = await command.start({ db, actor: call.actor, now: call.now }, call.input)
  try {
    return await transaction(db, (tx) => inTransaction(command.name, run, call, tx))
  } catch (error) {
    // The twin of this request committed first, which made this one a duplicate or stale: tell the twin's answer.
    const twin =
      requestId && (error instanceof AppError || isDuplicate(error))
        ? await earlierAnswer<O>(db, command.name, call)
        : undefined
    if (twin !== undefined) return twin
    throw error
  }
}

type Inside<O> = (context: CommandContext) => Promise<O>

async function inTransaction<O>(name: string, run: Inside<O>, call: CommandCall, tx: Tx): Promise<O> {
  const { actor, now, requestId } = call
  const rows: Remembered[] = []
  const context: CommandContext = {
    tx,
    actor,
    now,
    remember: (row) => rows.push({ command: name, outcome: 'done', ...row }),
    enqueue: (job, payload, options) => enqueue(tx, job, payload, options),
  }
  const answer = await run(context)
  if (rows.length === 0 && actor.kind !== 'system') rows.push({ command: name, outcome: 'done' })
  await recordAll(tx, actor, now, rows)
  if (requestId) {
    const stored = JSON.parse(JSON.stringify(answer ?? null))
    await tx.commandRequest.create({
      data: { id: requestId, actorId: idOf(actor), command: name, answer: { stored }, at: now },
    })
  }
  return answer
}

async function earlierAnswer<O>(db: Db, command: string, { requestId, actor }: CommandCall): Promise<O | undefined> {
  const row = await db.commandRequest.findUnique({ where: { id: requestId ?? '' } })
  if (!row) return undefined
  if (row.actorId !== idOf(actor) || row.command !== command) throw new AppError('badInput', { fields: 'requestId' })
  // Written by this same command from its own answer.
  return (row.answer as { stored: O }).stored
}

function idOf(actor: Actor): string {
  return isHolder(actor) ? actor.id : nameOf(actor)
}
