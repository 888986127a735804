import { createHash } from 'node:crypto'
import { checkHead, type HeadFault, type Keyring, readKeys } from './head-check'
import { jsonOf, type KeyLine, type OtherLine, otherLine, proofWords, rowLine, type SignedLine } from './lines'
import { followChain, type RowFault } from './row-check'
import type { CaseHead, Head } from './statement'
import { readStamp, type TimeStamp } from './time-stamp'

export type ExportFault =
  | RowFault
  | HeadFault
  | 'line unreadable'
  | 'line out of place'
  | 'rows cut off at the end'
  | 'no signed head at the end'
  | 'head altered'
  | 'case head altered'
  | 'lines changed'
  | 'stamp does not fit'
  | 'not what was kept outside'

/** The first thing that is wrong: at which row, or where no row tells, at which line. */
export interface Fault {
  row: number | null
  line: number
  fault: ExportFault
}

export interface Report {
  fault: Fault | null
  rows: number
  /** The head that closes the file. */
  head: Head | null
  /** Whether the reader knows the keys that signed it; null when they named none. */
  isTrusted: boolean | null
  /** The stamp that reaches furthest, and up to which row. */
  stamped: { row: number; stamp: TimeStamp } | null
  /** Values that are not there: erased or withheld. Their rows still fit. */
  withheld: number
}

export interface Expectations {
  /** Fingerprints that the reader has from elsewhere; empty: none. */
  known: ReadonlySet<string>
  /** Certificates of authorities that the reader trusts, as DER. */
  trusted: readonly Uint8Array[]
  /** A head that was kept outside: the row of that number must still have that hash. */
  kept: { row: number; hash: string } | null
}

interface State {
  expected: Expectations
  chain: ReturnType<typeof followChain>
  contents: ReturnType<typeof createHash>
  unhashed: string
  keyLines: KeyLine[]
  ring: Keyring | HeadFault | null
  heads: { line: SignedLine; head: Head }[]
  /** What a head, or somebody outside, says of a row that is still to come. */
  awaited: Map<number, Awaited[]>
  end: { head: Head; proof: string } | null
  lines: number
  withheld: number
  fault: Fault | null
}
interface Awaited {
  hash: string
  cases: readonly CaseHead[]
  fault: ExportFault
}

/** Checks an exported log line by line and without any database, and stops at the first fault. */
export function startVerifier(expected: Expectations) {
  const state: State = {
    expected,
    chain: followChain(),
    contents: createHash('sha256'),
    unhashed: '',
    keyLines: [],
    ring: null,
    heads: [],
    awaited: new Map(),
    end: null,
    lines: 0,
    withheld: 0,
    fault: null,
  }
  const { kept } = expected
  if (kept) promise(state, kept.row, { hash: kept.hash, cases: [], fault: 'not what was kept outside' })
  return {
    /** Takes a line without its end; false when there is nothing more to learn. */
    take(text: string): boolean {
      state.lines += 1
      const wrong = state.fault ? null : faultOfLine(state, text)
      if (wrong) state.fault = { row: wrong.row, line: state.lines, fault: wrong.fault }
      return state.fault === null
    },
    end: () => reportOf(state),
  }
}

type Wrong = Pick<Fault, 'row' | 'fault'> | null
const wrong = (fault: ExportFault, row: number | null = null): Wrong => ({ fault, row })

function faultOfLine(state: State, text: string): Wrong {
  // Nothing may stand after the head that closes the file.
  if (state.end) return wrong('line out of place')
  const value = jsonOf(text)
  const next = state.chain.rows > 0 ? state.chain.rows + 1 : null
  if (typeof value !== 'object' || value === null) return wrong('line unreadable', next)
  if ('row' in value) return add(state, text) ?? takeRow(state, value)
  const other = otherLine(value)
  if (!other) return wrong('line unreadable', next)
  if (other.kind === 'end') return takeEnd(state, other, text)
  add(state, text)
  return (other.kind === 'title') === (state.lines === 1) ? takeOther(state, other) : wrong('line out of place', next)
}

// Hashed in pieces of this many letters: a call for each line would cost more than the hashing.
const PIECE = 1 << 16

function add(state: State, text: string): null {
  state.unhashed += `${text}\n`
  if (state.unhashed.length > PIECE) hashPiece(state)
  return null
}

function hashPiece(state: State): void {
  state.contents.update(state.unhashed, 'utf8')
  state.unhashed = ''
}

function takeRow(state: State, value: object): Wrong {
  const { chain } = state
  const line = rowLine(value)
  const fault = line ? chain.take(line) : 'row unreadable'
  if (!line || fault) return wrong(fault ?? 'row unreadable', chain.rows + 1)
  state.withheld += chain.fields - line.values.length
  return keptPromises(state, chain.rows)
}

function takeOther(state: State, other: OtherLine): Wrong {
  if (other.kind === 'title') return null
  if (other.kind === 'key') {
    // Keys come before what they signed.
    if (state.ring) return wrong('line out of place')
    state.keyLines.push(other.key)
    return null
  }
  if (other.kind !== 'head') return wrong('line out of place')
  const checked = headIn(state, other.head)
  if ('fault' in checked) return wrong(checked.fault)
  const { head } = checked
  const row = Number(head.rows)
  state.heads.push({ line: other.head, head })
  promise(state, row, { hash: head.hash, cases: head.cases, fault: 'head altered' })
  if (row > state.chain.rows) return null
  return row === state.chain.rows ? keptPromises(state, row) : wrong('head altered', row + 1)
}

function headIn(state: State, line: SignedLine): ReturnType<typeof checkHead> {
  state.ring ??= readKeys(state.keyLines, state.expected.known)
  return typeof state.ring === 'string' ? { fault: state.ring } : checkHead(state.ring, line)
}

function promise({ awaited }: State, row: number, said: Awaited): void {
  awaited.set(row, [...(awaited.get(row) ?? []), said])
}

/** What was said of this row, now that it is here. */
function keptPromises({ chain, awaited }: State, row: number): Wrong {
  for (const { hash, cases, fault } of awaited.get(row) ?? []) {
    if (hash !== chain.head) return wrong(fault, row)
    if (!cases.every((said) => chain.isSoFar(said))) return wrong('case head altered', row)
  }
  awaited.delete(row)
  return null
}

function takeEnd(state: State, { end, proof }: Extract<OtherLine, { kind: 'end' }>, text: string): Wrong {
  // No signature reaches this line itself, so it has one form only.
  if (JSON.stringify({ end, proof }) !== text || end.stamp !== null) return wrong('line unreadable')
  const checked = headIn(state, end)
  if ('fault' in checked) return wrong(checked.fault)
  const { head } = checked
  const { chain, expected, ring } = state
  state.end = { head, proof }
  const isKnown = typeof ring === 'object' && ring?.trusted.has(end.generation) === true
  if (expected.known.size > 0 && !isKnown) return wrong('signed by another key')
  hashPiece(state)
  const rows = Number(head.rows)
  if (Math.max(rows, ...state.awaited.keys()) > chain.rows) return wrong('rows cut off at the end', chain.rows + 1)
  if (rows < chain.rows || head.hash !== chain.head) return wrong('head altered', Math.min(rows + 1, chain.rows))
  if (!head.cases.every((said) => chain.isSoFar(said))) return wrong('case head altered', rows)
  return head.contents === state.contents.digest('hex') ? null : wrong('lines changed')
}

async function reportOf(state: State): Promise<Report> {
  const { chain, end, expected } = state
  const fail = (fault: ExportFault, row: number | null) => {
    state.fault ??= { row, line: state.lines, fault }
  }
  if (!end) fail('no signed head at the end', chain.rows + 1)
  const stamped = state.fault ? null : await furthestStamp(state)
  if (stamped === 'does not fit') fail('stamp does not fit', null)
  const told = stamped === 'does not fit' ? null : stamped
  if (
    end &&
    end.proof !== proofWords(told && { row: told.row, at: told.stamp.stampedAt, by: told.stamp.authorityName })
  )
    fail('line unreadable', null)
  return {
    fault: state.fault,
    rows: chain.rows,
    head: end?.head ?? null,
    isTrusted: expected.known.size === 0 ? null : state.fault === null,
    stamped: told,
    withheld: state.withheld,
  }
}

/** Every stamp in the file must be one of its own head; the furthest is told. */
async function furthestStamp({ heads, expected: { trusted } }: State) {
  let furthest: Report['stamped'] = null
  for (const { line, head } of heads) {
    if (line.stamp === null) continue
    const answer = new Uint8Array(Buffer.from(line.stamp, 'base64'))
    const stamp = await readStamp({ answer, bytes: Buffer.from(line.text), trusted }).catch(() => null)
    if (!stamp || stamp.isTrusted === false) return 'does not fit' as const
    const row = Number(head.rows)
    if (row >= (furthest?.row ?? 0)) furthest = { row, stamp }
  }
  return furthest
}
