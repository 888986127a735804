import { z } from 'zod'

// The form of an exported log: one JSON object a line. First what it is, the keys and the heads that were signed before; then
// every row; then the head as it is now, with its time stamp where there is one; last a head that was signed over all of it.

const hex = z.string().regex(/^[0-9a-f]{64}$/)
const base64 = z.string().max(400_000)

const keyLine = z.object({
  key: z.object({
    generation: z.number(),
    algorithm: z.enum(['ed25519', 'p256']),
    fingerprint: hex,
    pem: z.string(),
    endorsed: base64.nullable(),
  }),
})
export type KeyLine = z.infer<typeof keyLine>['key']

const signed = z.object({
  /** The exact words that were signed. */
  text: z.string(),
  generation: z.number(),
  ed25519: base64,
  p256: base64,
  /** The whole answer of the authority (RFC 3161), or null. */
  stamp: base64.nullable(),
})
export type SignedLine = z.infer<typeof signed>

const headLine = z.object({ head: signed })
const endLine = z.object({ end: signed, proof: z.string() })
const titleLine = z.object({ docket: z.literal('audit export'), version: z.literal(1) })

export type OtherLine =
  | { kind: 'title' }
  | { kind: 'key'; key: KeyLine }
  | { kind: 'head'; head: SignedLine }
  | { kind: 'end'; end: SignedLine; proof: string }

/** Any line but a row; null for what is none. */
export function otherLine(value: unknown): OtherLine | null {
  const key = keyLine.safeParse(value)
  if (key.success) return { kind: 'key', key: key.data.key }
  const head = headLine.safeParse(value)
  if (head.success) return { kind: 'head', head: head.data.head }
  const end = endLine.safeParse(value)
  if (end.success) return { kind: 'end', end: end.data.end, proof: end.data.proof }
  return titleLine.safeParse(value).success ? { kind: 'title' } : null
}

/** What the file proves to somebody who does not trust the people who keep the log. */
export function proofWords(stamped: { row: number; at: Date; by: string } | null): string {
  if (!stamped) return 'not proven against the operator'
  return `proven against the operator up to row ${stamped.row}, stamped ${stamped.at.toISOString()} by ${stamped.by}`
}

/** [field, salt in hex, value as JSON]: what is hashed in the row is sha256(salt || value). */
export type ValueTriple = readonly [string, string, string]

export interface RowLine {
  row: number
  /** The exact words that are hashed. */
  text: string
  hash: string
  /** Only values that were neither erased nor withheld. */
  values: readonly ValueTriple[]
}

/** By hand and not by zod: this is done for every row. */
export function rowLine(value: object): RowLine | null {
  if (!('row' in value && 'text' in value && 'hash' in value && 'values' in value)) return null
  const { row, text, hash, values } = value
  if (typeof row !== 'number' || typeof text !== 'string' || typeof hash !== 'string') return null
  if (!Array.isArray(values) || !values.every(isTriple)) return null
  return { row, text, hash, values }
}

const isTriple = (value: unknown): value is ValueTriple =>
  Array.isArray(value) && value.length === 3 && value.every((part) => typeof part === 'string')

/** What the words of a row say about its place. */
export interface RowWords {
  prev: string
  caseId: string | null
  caseSeq: number | null
  casePrev: string | null
  /** Field names with the hashes of their salted values. */
  commitments: ReadonlyMap<string, string>
}

const PARTS = 13

export function rowWords(text: string): RowWords | null {
  const parts = jsonOf(text)
  if (!Array.isArray(parts) || parts.length !== PARTS) return null
  const [prev, , , , , , , , caseId, caseSeq, casePrev, , fields] = parts
  if (typeof prev !== 'string' || typeof fields !== 'string' || !isTextOrNull(caseId) || !isTextOrNull(casePrev))
    return null
  if (caseSeq !== null && typeof caseSeq !== 'number') return null
  const commitments = commitmentsIn(fields)
  return commitments && { prev, caseId, caseSeq, casePrev, commitments }
}

const NONE: ReadonlyMap<string, string> = new Map()

function commitmentsIn(fields: string): ReadonlyMap<string, string> | null {
  if (fields === '[]') return NONE
  const list = jsonOf(fields)
  if (!Array.isArray(list)) return null
  const found = new Map<string, string>()
  for (const pair of list) {
    if (!Array.isArray(pair) || typeof pair[0] !== 'string' || typeof pair[1] !== 'string') return null
    found.set(pair[0], pair[1])
  }
  return found
}

const isTextOrNull = (value: unknown): value is string | null => value === null || typeof value === 'string'

export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
