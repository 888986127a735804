import fc from 'fast-check'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { sha256 } from '@/lib/platform/audit/row-check'
import { fingerprintOf } from '@/lib/platform/audit/keys'
import { editedJson, editRow, rechained, resigned, rowsOf } from './forge'

type Rng = (below: number) => number
/** Changes an exported log; gives null where this kind of change cannot be made in it. */
type Tampering = (lines: readonly string[], pick: Rng) => string[] | null

const oneRow = (lines: readonly string[], pick: Rng): number => rowsOf(lines)[pick(rowsOf(lines).length)] ?? 0
const replaced = (lines: readonly string[], at: number, line: string): string[] => lines.with(at, line)

const KINDS = {
  editRow: (lines, pick) => {
    const at = oneRow(lines, pick)
    const part = [2, 3, 4, 5, 6, 7, 8, 11, 12][pick(9)] ?? 4
    return replaced(
      lines,
      at,
      editedJson(lines[at] ?? '', (row) => {
        const parts = JSON.parse(String(row.text))
        parts[part] = `${parts[part]}x`
        row.text = JSON.stringify(parts)
      }),
    )
  },
  editRowAndItsHash: (lines, pick) => {
    const at = oneRow(lines, pick)
    return replaced(lines, at, editRow(lines[at] ?? '', [3, 4, 6, 7][pick(4)] ?? 4, 'changed'))
  },
  editHash: (lines, pick) => {
    const at = oneRow(lines, pick)
    return replaced(
      lines,
      at,
      editedJson(lines[at] ?? '', (row) => void (row.hash = sha256(String(row.hash)))),
    )
  },
  deleteRow: (lines, pick) => lines.toSpliced(oneRow(lines, pick), 1),
  deleteRowAndRechain: (lines, pick) => rechained(lines.toSpliced(oneRow(lines, pick), 1)),
  repeatRow: (lines, pick) => {
    const at = oneRow(lines, pick)
    return lines.toSpliced(at, 0, lines[at] ?? '')
  },
  insertRowAndRechain: (lines, pick) => {
    const at = oneRow(lines, pick)
    return rechained(lines.toSpliced(at, 0, editRow(lines[at] ?? '', 4, 'nobody')))
  },
  swapRows: (lines, pick) => {
    const [a, b] = [oneRow(lines, pick), oneRow(lines, pick)]
    return a === b ? null : lines.with(a, lines[b] ?? '').with(b, lines[a] ?? '')
  },
  swapRowsAndRechain: (lines, pick) => {
    const [a, b] = [oneRow(lines, pick), oneRow(lines, pick)]
    return a === b ? null : rechained(lines.with(a, lines[b] ?? '').with(b, lines[a] ?? ''))
  },
  reorderMany: (lines, pick) => {
    const rows = rowsOf(lines)
    const start = pick(rows.length - 3)
    const [first = 0] = rows.slice(start)
    const count = 2 + pick(Math.min(20, rows.length - start - 2))
    return [...lines.slice(0, first), ...lines.slice(first, first + count).toReversed(), ...lines.slice(first + count)]
  },
  cutOffTheEnd: (lines, pick) => lines.slice(0, 1 + pick(lines.length - 1)),
  cutOffRowsBeforeTheEnd: (lines, pick) => {
    const rows = rowsOf(lines)
    const count = 1 + pick(rows.length)
    return lines.filter((_line, at) => !rows.slice(-count).includes(at))
  },
  editValue: (lines, pick) =>
    withValues(lines, pick, (values, at) =>
      values.with(at, [values[at]?.[0] ?? '', values[at]?.[1] ?? '', '"as it never was"']),
    ),
  editSalt: (lines, pick) =>
    withValues(lines, pick, (values, at) =>
      values.with(at, [values[at]?.[0] ?? '', randomBytes(16).toString('hex'), values[at]?.[2] ?? '']),
    ),
  addValue: (lines, pick) => withValues(lines, pick, (values) => [...values, ['never', '00', '"there"']]),
  takeValueAway: (lines, pick) => withValues(lines, pick, (values, at) => values.toSpliced(at, 1)),
  renameValue: (lines, pick) =>
    withValues(lines, pick, (values, at) =>
      values.with(at, [`${values[at]?.[0]}x`, values[at]?.[1] ?? '', values[at]?.[2] ?? '']),
    ),
  editStatement: (lines, pick) =>
    withSigned(lines, pick, (signed) => {
      const text = String(signed.text)
      const [from, to] = [
        ['rows ', 'rows 1'],
        ['at 20', 'at 21'],
        ['hash ', 'hash 0'],
        ['destroyed nothing', `destroyed 1 ${'0'.repeat(64)}`],
      ][pick(4)] ?? ['', '']
      signed.text = text.replace(from ?? '', to ?? '')
    }),
  editSignature: (lines, pick) =>
    withSigned(lines, pick, (signed) => {
      const name = pick(2) === 0 ? 'ed25519' : 'p256'
      const bytes = Buffer.from(String(signed[name]), 'base64')
      // Not the very first: the outer length of an ECDSA signature may be written in more ways than one.
      const at = 4 + pick(bytes.length - 8)
      bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << pick(8)), at)
      signed[name] = bytes.toString('base64')
    }),
  swapSignatures: (lines, pick) =>
    withSigned(lines, pick, (signed) => {
      ;[signed.ed25519, signed.p256] = [signed.p256, signed.ed25519]
    }),
  takeStampAway: (lines) =>
    changed(
      lines,
      lines.map((line) =>
        line.startsWith('{"head"')
          ? editedJson(line, ({ head }) => void Object.assign(head ?? {}, { stamp: null }))
          : line,
      ),
    ),
  takeHeadAway: (lines, pick) => {
    const heads = lines.flatMap((line, at) => (line.startsWith('{"head"') ? [at] : []))
    return heads.length === 0 ? null : lines.toSpliced(heads[pick(heads.length)] ?? 0, 1)
  },
  exchangeKey: (lines, pick) => {
    const at = lines.findIndex((line) => line.startsWith('{"key"')) + pick(2)
    const { publicKey } = generateKeyPairSync('ed25519')
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
    const fingerprint = fingerprintOf(publicKey.export({ type: 'spki', format: 'der' }))
    return replaced(
      lines,
      at,
      editedJson(lines[at] ?? '', ({ key }) => void Object.assign(key ?? {}, pick(2) ? { pem } : { pem, fingerprint })),
    )
  },
  editTitle: (lines) =>
    replaced(
      lines,
      0,
      editedJson(lines[0] ?? '', (title) => void (title.at = '2020-01-01T00:00:00.000Z')),
    ),
  editProof: (lines) =>
    replaced(
      lines,
      lines.length - 1,
      editedJson(lines.at(-1) ?? '', (end) => void (end.proof = `${String(end.proof)} for ever`)),
    ),
  addAfterTheEnd: (lines, pick) => [...lines, lines[pick(lines.length)] ?? ''],
  addRubbish: (lines, pick) =>
    lines.toSpliced(pick(lines.length), 0, ['', '{}', 'null', '{"row":1}', 'x'][pick(5)] ?? ''),
  spaceInALine: (lines, pick) => {
    const at = pick(lines.length)
    return replaced(lines, at, `${lines[at] ?? ''} `)
  },
  changeALetter: (lines, pick) => {
    const at = pick(lines.length)
    const line = lines[at] ?? ''
    const where = pick(line.length)
    const letter = line[where] === 'a' ? 'b' : 'a'
    return replaced(lines, at, line.slice(0, where) + letter + line.slice(where + 1))
  },
  rewriteAndSignWithAnotherKey: (lines, pick) =>
    resigned(rechained(lines.with(oneRow(lines, pick), editRow(lines[oneRow(lines, pick)] ?? '', 4, 'nobody')))),
  signTheSameWithAnotherKey: (lines) => resigned(lines),
  cutOffAndSignWithAnotherKey: (lines, pick) => {
    const rows = rowsOf(lines)
    const gone = new Set(rows.slice(-(1 + pick(rows.length - 1))))
    return resigned(lines.filter((_line, at) => !gone.has(at)))
  },
} satisfies Record<string, Tampering>

export const TAMPERINGS: Record<string, Tampering> = KINDS

type Triple = [string, string, string]

function withValues(
  lines: readonly string[],
  pick: Rng,
  edit: (values: Triple[], at: number) => Triple[],
): string[] | null {
  const withSome = rowsOf(lines).filter((at) => JSON.parse(lines[at] ?? '').values.length > 0)
  const at = withSome[pick(withSome.length)]
  if (at === undefined) return null
  return replaced(
    lines,
    at,
    editedJson(lines[at] ?? '', (row) => {
      const values = row.values as Triple[]
      row.values = edit(values, pick(values.length))
    }),
  )
}

function withSigned(lines: readonly string[], pick: Rng, edit: (signed: Record<string, unknown>) => void): string[] {
  const signed = lines.flatMap((line, at) => (/^\{"(head|end)"/.test(line) ? [at] : []))
  const at = signed[pick(signed.length)] ?? 0
  return replaced(
    lines,
    at,
    editedJson(lines[at] ?? '', (value) => edit((value.head ?? value.end) as Record<string, unknown>)),
  )
}

const changed = (before: readonly string[], after: string[]): string[] | null =>
  before.every((line, at) => line === after[at]) ? null : after

/** A kind of tampering and the numbers by which it chooses. */
export const tampering = fc.record({
  kind: fc.constantFrom(...Object.keys(TAMPERINGS)),
  seed: fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
})

/** The export after it; null where nothing was changed. */
export function tamper(
  lines: readonly string[],
  { kind, seed }: { kind: string; seed: readonly number[] },
): string[] | null {
  let at = 0
  const pick: Rng = (below) => (below <= 0 ? 0 : (seed[at++ % seed.length] ?? 0) % below)
  return TAMPERINGS[kind]?.(lines, pick) ?? null
}
