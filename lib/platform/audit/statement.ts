import type { Algorithm } from './keys'

export interface CaseHead {
  caseId: string
  /** How many rows the case has. */
  rows: number
  /** Hash of the last of them. */
  hash: string
}

/** What a signed head says: how long the log is and how it ends, at a moment, under which keys. */
export interface Head {
  at: string
  rows: bigint
  hash: string
  /** Entries of the ledger of destruction and the hash of the last; null when nothing was destroyed. */
  destroyed: { entries: bigint; hash: string } | null
  fingerprints: Record<Algorithm, string>
  cases: CaseHead[]
  /** SHA-256 of what stands before the head in the same file. */
  contents: string | null
}

/** The exact bytes that are signed and stamped: lines of words that anybody can read. */
export function headText(head: Head): string {
  const { destroyed, fingerprints, contents } = head
  return lines([
    'docket head 1',
    `at ${head.at}`,
    `rows ${head.rows}`,
    `hash ${head.hash}`,
    `destroyed ${destroyed ? `${destroyed.entries} ${destroyed.hash}` : 'nothing'}`,
    `ed25519 ${fingerprints.ed25519}`,
    `p256 ${fingerprints.p256}`,
    ...head.cases.map(({ caseId, rows, hash }) => `case ${caseId} ${rows} ${hash}`),
    ...(contents ? [`contents ${contents}`] : []),
  ])
}

const HEX = '[0-9a-f]{64}'
const HEAD = new RegExp(
  `^docket head 1\\nat (\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z)\\nrows (\\d{1,18})\\nhash (${HEX})\\n` +
    `destroyed (?:nothing|(\\d{1,18}) (${HEX}))\\ned25519 (${HEX})\\np256 (${HEX})\\n` +
    `((?:case [0-9a-f-]{36} \\d{1,15} ${HEX}\\n)*)(?:contents (${HEX})\\n)?$`,
)

/** Reads a statement strictly: what does not have exactly this form is none. */
export function parseHead(text: string): Head | null {
  const found = HEAD.exec(text)
  if (!found) return null
  const [, at = '', rows = '', hash = '', entries, destroyedHash, ed25519 = '', p256 = '', cases = '', contents] = found
  return {
    at,
    rows: BigInt(rows),
    hash,
    destroyed: entries && destroyedHash ? { entries: BigInt(entries), hash: destroyedHash } : null,
    fingerprints: { ed25519, p256 },
    cases: cases.split('\n').flatMap((line) => {
      const [, caseId, count, caseHash] = line.split(' ')
      return caseId && count && caseHash ? [{ caseId, rows: Number(count), hash: caseHash }] : []
    }),
    contents: contents ?? null,
  }
}

/** What the keys before say of the next ones. */
export function keyText(generation: number, fingerprints: Record<Algorithm, string>): string {
  return lines([
    'docket keys 1',
    `generation ${generation}`,
    `ed25519 ${fingerprints.ed25519}`,
    `p256 ${fingerprints.p256}`,
  ])
}

const lines = (of: readonly string[]): string => `${of.join('\n')}\n`
