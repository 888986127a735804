import { generateKeyPairSync, sign } from 'node:crypto'
import { fingerprintOf } from '@/lib/platform/audit/keys'
import { sha256 } from '@/lib/platform/audit/row-check'
import { headText, parseHead } from '@/lib/platform/audit/statement'

// What somebody can do to an exported log who computes well and has no key of the console.

export const rowsOf = (lines: readonly string[]): number[] =>
  lines.flatMap((line, at) => (line.startsWith('{"row"') ? [at] : []))

export const editedJson = (line: string, edit: (value: Record<string, unknown>) => void): string => {
  const value = JSON.parse(line)
  edit(value)
  return JSON.stringify(value)
}

/** Changes one part of the words of a row, and its own hash so that it fits. */
export function editRow(line: string, at: number, to: unknown): string {
  return editedJson(line, (row) => {
    const parts = JSON.parse(String(row.text))
    parts[at] = to
    row.text = JSON.stringify(parts)
    row.hash = sha256(String(row.text))
  })
}

/** Follows the chain anew from some row on, as somebody would who can compute. */
export function rechained(lines: readonly string[]): string[] {
  let prev = sha256('docket')
  let seq = 0
  const cases = new Map<string, { rows: number; hash: string }>()
  return lines.map((line) => {
    if (!line.startsWith('{"row"')) return line
    return editedJson(line, (row) => {
      const parts = JSON.parse(String(row.text))
      seq += 1
      parts[0] = prev
      const caseId = parts[8]
      if (caseId !== null) {
        const before = cases.get(caseId) ?? { rows: 0, hash: sha256('case') }
        parts[9] = before.rows + 1
        parts[10] = before.hash
      }
      row.row = seq
      row.text = JSON.stringify(parts)
      row.hash = sha256(String(row.text))
      prev = String(row.hash)
      if (caseId !== null) cases.set(caseId, { rows: parts[9], hash: prev })
    })
  })
}

/** Signs every head anew with keys of their own, over what the file now says. */
export function resigned(lines: readonly string[]): string[] {
  const pairs = {
    ed25519: generateKeyPairSync('ed25519'),
    p256: generateKeyPairSync('ec', { namedCurve: 'prime256v1' }),
  }
  const der = (name: 'ed25519' | 'p256') => pairs[name].publicKey.export({ type: 'spki', format: 'der' })
  const fingerprints = { ed25519: fingerprintOf(der('ed25519')), p256: fingerprintOf(der('p256')) }
  const rows = rowsOf(lines).map((at) => JSON.parse(lines[at] ?? ''))
  const out: string[] = []
  for (const line of lines) {
    const value = JSON.parse(line)
    const name = value.key?.algorithm
    if (name === 'ed25519' || name === 'p256') {
      if (out.filter((made) => made.includes('"key"')).length >= 2) continue
      const pem = pairs[name as 'ed25519'].publicKey.export({ type: 'spki', format: 'pem' }).toString()
      value.key = { ...value.key, generation: 1, fingerprint: fingerprints[name as 'ed25519'], pem, endorsed: null }
      out.push(JSON.stringify(value))
      continue
    }
    const signed = value.head ?? value.end
    const head = signed ? parseHead(signed.text) : null
    if (!head) {
      out.push(line)
      continue
    }
    const last = rows.findLast((row) => row.row <= Number(head.rows))
    const contents = value.end ? sha256(out.map((one) => `${one}\n`).join('')) : null
    const text = headText({
      ...head,
      rows: BigInt(last?.row ?? 0),
      hash: last?.hash ?? sha256('docket'),
      fingerprints,
      cases: [],
      contents,
    })
    const signature = (name: 'ed25519' | 'p256') =>
      sign(name === 'p256' ? 'sha256' : null, Buffer.from(text), pairs[name].privateKey).toString('base64')
    Object.assign(signed, { text, generation: 1, ed25519: signature('ed25519'), p256: signature('p256'), stamp: null })
    if (value.end) value.proof = 'not proven against the operator'
    out.push(JSON.stringify(value))
  }
  return out
}
