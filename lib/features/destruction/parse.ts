import { createHash } from 'node:crypto'
import { z } from 'zod'

/**
 * A line of the ledger of destruction. Nothing of a person stands in it: our own ids, and a keyed hash of whom an erasure was
 * about. `intent` is written before anything goes, `done` with it; each line names the hash of the one before.
 */
export const entry = z.object({
  seq: z.int().positive(),
  at: z.iso.datetime(),
  step: z.enum(['intent', 'done']),
  /** The intent that is done. */
  of: z.int().positive().optional(),
  kind: z.enum(['cases', 'objects', 'account']),
  ids: z.array(z.string()).max(500),
  instanceId: z.uuid(),
  why: z.string().max(100),
  /** The run of a schedule whose certificate names it. */
  runId: z.uuid().optional(),
  prev: z.string().regex(/^[0-9a-f]{64}$/),
})
export type Entry = z.output<typeof entry>
export type Intent = Pick<Entry, 'kind' | 'ids' | 'instanceId' | 'why' | 'runId'>

export const BEGINNING = '0'.repeat(64)
export const hashOf = (line: string): string => createHash('sha256').update(line, 'utf8').digest('hex')

/**
 * Why a file is no ledger, by the number of the line. `keptLonger`, `keptOther`: a head that was kept elsewhere knows of more, or
 * of another story; `copyLonger`: a copy beside it does.
 */
export class LedgerError extends Error {
  readonly fault: 'broken' | 'missing' | 'older' | 'other' | 'keptLonger' | 'keptOther' | 'copyLonger'
  readonly line: number
  readonly file: string

  constructor(fault: LedgerError['fault'], line = 0, file = '') {
    super(`ledger ${fault} at line ${line}`)
    this.name = 'LedgerError'
    this.fault = fault
    this.line = line
    this.file = file
  }
}

export interface Line {
  entry: Entry
  text: string
  hash: string
}

/** Reads a ledger whole and checks each link. A last line that a crash cut off was never acted upon, and is left out. */
export function readLedger(text: string): Line[] {
  const texts = text.split('\n')
  texts.pop()
  let prev = BEGINNING
  return texts.map((line, at) => {
    const parsed = entry.safeParse(jsonOf(line))
    if (!parsed.success || parsed.data.prev !== prev || parsed.data.seq !== at + 1)
      throw new LedgerError('broken', at + 1)
    prev = hashOf(line)
    return { entry: parsed.data, text: line, hash: prev }
  })
}

/** How far a ledger goes. What was destroyed after its last line it does not know, and nobody can tell from it alone. */
export function endOf(lines: readonly Line[]): { entries: number; at: string | null } {
  return { entries: lines.length, at: lines.at(-1)?.entry.at ?? null }
}

/** Refuses a ledger that is shorter than a signed head that was kept elsewhere says, or tells another story. */
export function assertReachesKept(lines: readonly Line[], kept: { entries: bigint; hash: string } | null): void {
  const entries = Number(kept?.entries ?? 0)
  if (lines.length < entries) throw new LedgerError('keptLonger', entries)
  if (kept && entries > 0 && lines[entries - 1]?.hash !== kept.hash) throw new LedgerError('keptOther', entries)
}

/** Refuses a ledger of which a longer copy lies about: every backup leaves one beside itself. Copies of another story say nothing. */
export function assertNoneLonger(lines: readonly Line[], copies: readonly { file: string; text: string }[]): void {
  for (const { file, text } of copies) {
    const other = linesOrNone(text)
    const last = lines.at(-1)
    const isSame = !last || other[lines.length - 1]?.hash === last.hash
    if (isSame && other.length > lines.length) throw new LedgerError('copyLonger', other.length, file)
  }
}

function linesOrNone(text: string): Line[] {
  try {
    return readLedger(text)
  } catch (error) {
    if (error instanceof LedgerError) return []
    throw error
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
