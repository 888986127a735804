import { hash as digest } from 'node:crypto'
import { type RowLine, rowWords, type ValueTriple } from './lines'
import type { CaseHead } from './statement'

/** A fault of a chain, in the words that the database uses too (`audit_first_fault`). */
export type RowFault =
  | 'row unreadable'
  | 'gap in the sequence'
  | 'row altered'
  | 'link broken'
  | 'case chain broken'
  | 'value altered'

export const FIRST_PREV = sha256('docket')
export const FIRST_CASE_PREV = sha256('case')

/** Follows a chain from its first row, one row at a time. */
export interface Follower {
  rows: number
  /** Hash of the last row. */
  head: string
  /** How many fields the last row has. */
  fields: number
  /** Whether a case has so many rows so far, and ends like this. */
  isSoFar(said: CaseHead): boolean
  /** What is wrong with the next row; null when nothing is. After a fault the chain cannot be followed further. */
  take(line: RowLine): RowFault | null
}

export function followChain(): Follower {
  const cases: Cases = new Map()
  const chain: Follower = {
    rows: 0,
    head: FIRST_PREV,
    fields: 0,
    isSoFar({ caseId, rows, hash }) {
      const known = cases.get(caseId)
      return known?.rows === rows && known.hash === hash
    },
    take(line) {
      const fault = faultOf(chain, cases, line)
      if (fault) return fault
      chain.rows += 1
      chain.head = line.hash
      return null
    },
  }
  return chain
}

type Cases = Map<string, { rows: number; hash: string }>

function faultOf(chain: Follower, cases: Cases, { row, text, hash, values }: RowLine): RowFault | null {
  if (row !== chain.rows + 1) return 'gap in the sequence'
  const words = rowWords(text)
  if (!words) return sha256(text) === hash ? 'row unreadable' : 'row altered'
  if (sha256(text) !== hash) return 'row altered'
  if (words.prev !== chain.head) return 'link broken'
  if (!followsInCase(cases, words, hash)) return 'case chain broken'
  chain.fields = words.commitments.size
  return values.every((value) => isCommitted(value, words.commitments)) && areDistinct(values) ? null : 'value altered'
}

function followsInCase(
  cases: Cases,
  { caseId, caseSeq, casePrev }: { caseId: string | null; caseSeq: number | null; casePrev: string | null },
  hash: string,
): boolean {
  if (caseId === null) return caseSeq === null && casePrev === null
  const before = cases.get(caseId)
  if (caseSeq !== (before?.rows ?? 0) + 1 || casePrev !== (before?.hash ?? FIRST_CASE_PREV)) return false
  cases.set(caseId, { rows: caseSeq, hash })
  return true
}

/** A value that is there is the one that was hashed. One that is not was erased or withheld, and its hash stands in the row. */
export function isCommitted([field, salt, value]: ValueTriple, commitments: ReadonlyMap<string, string>): boolean {
  const committed = commitments.get(field)
  return committed !== undefined && committed === saltedHash(salt, value)
}

// One buffer for all: a log has millions of them.
let scratch = Buffer.alloc(64 * 1024)

/** sha256(salt || UTF-8 of the value). */
export function saltedHash(salt: string, value: string): string {
  const most = salt.length + value.length * 3
  if (most > scratch.length) scratch = Buffer.alloc(most * 2)
  const salted = scratch.write(salt, 0, 'hex')
  return digest('sha256', scratch.subarray(0, salted + scratch.write(value, salted, 'utf8')))
}

const areDistinct = (values: readonly ValueTriple[]): boolean =>
  values.length < 2 || new Set(values.map(([field]) => field)).size === values.length

export function sha256(text: string): string {
  return digest('sha256', text)
}
