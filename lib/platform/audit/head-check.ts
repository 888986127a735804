import { createPublicKey } from 'node:crypto'
import { ALGORITHMS, type Algorithm, fingerprintOf, isSignedBy } from './keys'
import type { KeyLine, SignedLine } from './lines'
import { type Head, keyText, parseHead } from './statement'

/** What can be wrong with a signed head, or with the keys beside it. */
export type HeadFault = 'head unreadable' | 'key unreadable' | 'signature does not fit' | 'signed by another key'

export interface Keyring {
  /** Public keys by generation. */
  keys: Map<number, Partial<Record<Algorithm, Buffer>>>
  /** Generations that the reader may believe: those whose keys they know, and those that such keys named. */
  trusted: Set<number>
}

/** Reads the keys of a file. `known` are fingerprints that the reader has from elsewhere; without any, nothing is trusted, nor refused. */
export function readKeys(lines: readonly KeyLine[], known: ReadonlySet<string>): Keyring | HeadFault {
  const keys: Keyring['keys'] = new Map()
  for (const { generation, algorithm, fingerprint, pem } of lines) {
    const der = derOf(pem)
    if (!der || fingerprintOf(der) !== fingerprint || keys.get(generation)?.[algorithm]) return 'key unreadable'
    keys.set(generation, { ...keys.get(generation), [algorithm]: der })
  }
  return { keys, trusted: trustedIn(keys, lines, known) }
}

function trustedIn(keys: Keyring['keys'], lines: readonly KeyLine[], known: ReadonlySet<string>): Set<number> {
  const trusted = new Set<number>()
  for (const generation of [...keys.keys()].toSorted((a, b) => a - b)) {
    const both = fingerprintsOf(keys, generation)
    if (!both) continue
    const isKnown = ALGORITHMS.some((algorithm) => known.has(both[algorithm])) && !isContradicted(both, known, lines)
    const isNamed =
      trusted.has(generation - 1) &&
      ALGORITHMS.every((algorithm) => {
        const before = keys.get(generation - 1)?.[algorithm]
        const line = lines.find((one) => one.generation === generation && one.algorithm === algorithm)
        const signature = Buffer.from(line?.endorsed ?? '', 'base64')
        return before && isSignedBy(algorithm, before, { bytes: Buffer.from(keyText(generation, both)), signature })
      })
    if (isKnown || isNamed) trusted.add(generation)
  }
  return trusted
}

/** The reader knows both keys of a generation, and only one of them is in the file: the other was put in its place. */
function isContradicted(
  both: Record<Algorithm, string>,
  known: ReadonlySet<string>,
  lines: readonly KeyLine[],
): boolean {
  const missing = [...known].filter((fingerprint) => !lines.some((line) => line.fingerprint === fingerprint))
  return missing.length > 0 && !ALGORITHMS.every((algorithm) => known.has(both[algorithm]))
}

function fingerprintsOf(keys: Keyring['keys'], generation: number): Record<Algorithm, string> | null {
  const { ed25519, p256 } = keys.get(generation) ?? {}
  return ed25519 && p256 ? { ed25519: fingerprintOf(ed25519), p256: fingerprintOf(p256) } : null
}

export type CheckedHead = { head: Head } | { fault: HeadFault }

/** Reads a signed head: its words have exactly one form, both signatures fit, and both keys are those that it names. */
export function checkHead({ keys }: Keyring, line: SignedLine): CheckedHead {
  const head = parseHead(line.text)
  if (!head) return { fault: 'head unreadable' }
  const both = keys.get(line.generation)
  const names = fingerprintsOf(keys, line.generation)
  if (!both || !names || ALGORITHMS.some((one) => names[one] !== head.fingerprints[one]))
    return { fault: 'signed by another key' }
  const bytes = Buffer.from(line.text)
  const fits = ALGORITHMS.every((algorithm) => {
    const key = both[algorithm]
    const signature = Buffer.from(line[algorithm], 'base64')
    // Base64 that Node would read with forgiveness is not what was written.
    return key && signature.toString('base64') === line[algorithm] && isSignedBy(algorithm, key, { bytes, signature })
  })
  return fits ? { head } : { fault: 'signature does not fit' }
}

/** Fingerprints in a file of the reader: PEM of public keys, or fingerprints as they are printed. */
export function knownKeys(text: string): Set<string> {
  const pems = text.match(/-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g) ?? []
  const fromPems = pems.flatMap((pem) => {
    const der = derOf(pem)
    return der ? [fingerprintOf(der)] : []
  })
  const rest = text.replace(/-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g, '\n')
  const printed = rest.toLowerCase().match(/(?<![0-9a-f])(?:[0-9a-f]{4}[ :]?){16}(?![0-9a-f])/g) ?? []
  return new Set([...fromPems, ...printed.map((one) => one.replace(/[^0-9a-f]/g, ''))])
}

function derOf(pem: string): Buffer | null {
  try {
    return createPublicKey(pem).export({ type: 'spki', format: 'der' })
  } catch {
    return null
  }
}
