import { createHash } from 'node:crypto'
import { readCase } from '@/lib/features/casefile/readings'
import { readRows } from '@/lib/features/casefile/statements'
import type { CaseFile } from '@/lib/features/casefile/schema'
import { writeNarrative } from '@/lib/features/narrative/render'
import { deliver, type Delivery, originalsOf } from '@/lib/features/originals/readings'
import { redacted, redactionFor, rowWithheld, valueWithheld } from '@/lib/features/redaction/model'
import { type Actor, nameOf } from '@/lib/platform/access/access'
import { type SignedHead, signHead } from '@/lib/platform/audit/heads'
import { type PublicKey, publicKeys, signBoth, type Signatures } from '@/lib/platform/audit/signing'
import { parseHead } from '@/lib/platform/audit/statement'
import { env } from '@/lib/platform/env/env'
import type { QueryContext } from '@/lib/platform/queries/define'
import { certification, certificationText, readme } from './letters'
import { disclosed, sumsOf } from './model'
import { caseJson, caseSchema, certificationPdf, eventsCsv, manifest } from './render'
import type { ExportInput, FileEntry, LeftOut, Withheld } from './schema'
import type { Part } from './store'

export interface Made {
  file: CaseFile
  parts: Part[]
  manifest: { text: string; sha256: string }
  seal: SignedHead
  rows: number
  withheld: Withheld[]
  leftOut: LeftOut[]
  subjectIds: string[]
}

type Context = Pick<QueryContext, 'db' | 'actor' | 'now'>

/** Everything of a bundle but its stamp: read, redacted, written and signed. The log is taken as its signed head ends it. */
export async function makeBundle(context: Context, input: ExportInput): Promise<Made> {
  const { db, actor, now } = context
  const head = await signHead(db, { now, caseIds: [input.caseId] })
  const [end] = parseHead(head.text)?.cases ?? []
  const rows = await readRows(db, input.caseId, end?.rows ?? 0)
  const { file: whole, instanceId, team } = await readCase({ db, actor, caseId: input.caseId, now }, rows)
  const row = { id: input.caseId, instanceId }
  const originals = await originalsOf(db, row, whole)
  const told = { ...whole, exhibits: originals.map((original) => original.exhibit) }
  const redaction = redactionFor(told, input.withhold, team)
  const deliveries = await deliver(db, row, { originals, redaction })
  const log = disclosed(rows, {
    rowWithheld: (row) => rowWithheld(row, told, input.withhold),
    valueWithheld: (value) => valueWithheld(value, redaction, input.withhold),
  })
  const file = redacted({ ...told, exhibits: deliveries.map((delivery) => delivery.exhibit) }, redaction)
  const withheld = [...log.withheld, ...withheldIn(told, deliveries, input)]
  const by = makerOf(actor, input)
  const narrative = await writeNarrative({
    file,
    zone: input.zone,
    by,
    purpose: input.purpose,
    withhold: input.withhold,
    withheld,
    rows: { count: rows.length, hash: end?.hash ?? '' },
    hasAuthority: (await db.stampAuthority.count()) > 0,
  })
  const json = caseJson(file)
  const blocks = certification({
    domain: file.instance.domain,
    number: file.case.number,
    caseId: file.case.id,
    at: file.at,
    rows: rows.length,
    lastHash: end?.hash ?? '',
    narrative: sha256(narrative),
    caseJson: sha256(json),
    originals: deliveries.filter((delivery) => delivery.part).length,
    demo: file.instance.demo,
  })
  const keys = (await publicKeys(db)).filter((key) => key.generation === head.signatures.generation)
  const made: MadePart[] = [
    text(
      'README.txt',
      readme({
        ...readmeFacts(file, { by, input }),
        rows: rows.length,
        withheldRows: log.withheldRows,
        hasOriginals: deliveries.some((one) => one.part),
      }),
    ),
    text('audit/head.txt', head.text),
    ...signatureParts('audit/head', head.signatures),
    text('audit/rows.txt', log.rows),
    text('audit/values.tsv', log.values),
    text('case.json', json),
    text('case.schema.json', caseSchema()),
    { path: 'certification.pdf', bytes: await certificationPdf(file, blocks) },
    text('certification.txt', certificationText(blocks)),
    text('events.csv', eventsCsv(file, input.zone)),
    ...keys.map((key) => text(`keys/${key.algorithm}.pem`, key.pem)),
    { path: 'narrative.pdf', bytes: narrative },
  ]
  const files = entriesOf(made, deliveries)
  const sums = sumsOf(files)
  const leftOut = deliveries.flatMap(({ exhibit, part, why }) =>
    part ? [] : [{ exhibit: exhibit.number, sealed: exhibit.sealed, why: why ?? 'notSealed' }],
  )
  const manifestText = manifest({
    file,
    by,
    input,
    keys: keys.map(({ algorithm, fingerprint, generation }) => ({ algorithm, fingerprint, generation })),
    rows: rows.length,
    files: [...files, madeEntry('SHA256SUMS', sums)],
    leftOut,
    withheld,
  })
  const signatures = await signBoth(db, Buffer.from(manifestText))
  const seal = await signHead(db, { now, contents: sha256(manifestText) })
  assertSameKeys(keys, [head.signatures, signatures, seal.signatures])
  return {
    file,
    parts: [
      text('SHA256SUMS', sums),
      text('manifest.json', manifestText),
      ...signatureParts('signatures/manifest', signatures),
      text('signatures/seal.txt', seal.text),
      ...signatureParts('signatures/seal', seal.signatures),
      ...made,
      ...deliveries.flatMap(({ exhibit, part }) => (part ? [partOf(part, exhibit.mediaType)] : [])),
    ],
    manifest: { text: manifestText, sha256: sha256(manifestText) },
    seal,
    rows: rows.length,
    withheld,
    leftOut,
    subjectIds: whole.people.filter((person) => person.part === 'subject').map((person) => person.id),
  }
}

/** Where names of the team are withheld, so is that of whoever exports. */
function makerOf(actor: Actor, { withhold }: ExportInput): string {
  if (actor.kind === 'guest' && withhold.includes('moderators')) return `[${actor.role}]`
  return actor.kind === 'person' && withhold.includes('moderators') ? `[${actor.roles[0] ?? 'staff'}]` : nameOf(actor)
}

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')
type MadePart = Part & { bytes: Uint8Array }
const text = (path: string, words: string): MadePart => ({ path, bytes: Buffer.from(words) })

const signatureParts = (path: string, { ed25519, p256 }: Signatures): MadePart[] => [
  { path: `${path}.ed25519`, bytes: Buffer.from(ed25519, 'base64') },
  { path: `${path}.p256`, bytes: Buffer.from(p256, 'base64') },
]

const partOf = (part: NonNullable<Delivery['part']>, mediaType: string | null): Part =>
  // Pictures and recordings are packed already.
  'bytes' in part ? part : { ...part, isPacked: /^(image|video|audio)\//.test(mediaType ?? '') }

function readmeFacts(file: CaseFile, { by, input }: { by: string; input: ExportInput }) {
  return {
    domain: file.instance.domain,
    number: file.case.number,
    at: file.at,
    by,
    purpose: input.purpose,
    keysAt: `${env().url}/api/keys`,
    demo: file.instance.demo,
  }
}

/** Names and contact details that were taken out of words are counted by who they are, not by how often they stood there. */
function withheldIn(file: CaseFile, deliveries: readonly Delivery[], { withhold }: ExportInput): Withheld[] {
  const others = file.people.filter((person) => person.part !== 'subject').length
  const redactions = deliveries.filter((delivery) => delivery.difference === 'redacted').length
  const lines: Withheld[] = [
    {
      what: 'names, handles and addresses of people',
      why: 'thirdParties',
      count: withhold.includes('thirdParties') ? others : 0,
    },
    { what: 'names of the team', why: 'moderators', count: withhold.includes('moderators') ? file.staff.length : 0 },
    { what: 'originals: parts of an answer', why: 'redacted', count: redactions },
  ]
  const left = new Map<string, number>()
  for (const { part, why } of deliveries) if (!part && why) left.set(why, (left.get(why) ?? 0) + 1)
  return [...lines, ...[...left].map(([why, count]) => ({ what: 'originals: an exhibit', why, count }))].filter(
    (line) => line.count > 0,
  )
}

function entriesOf(made: readonly MadePart[], deliveries: readonly Delivery[]): FileEntry[] {
  const entries: FileEntry[] = []
  for (const part of made) entries.push(madeEntry(part.path, part.bytes))
  for (const { exhibit, part, sizes, difference, why } of deliveries)
    if (part) entries.push({ path: part.path, ...sizes, sealed: exhibit.sealed, difference, why })
  return entries.toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

const madeEntry = (path: string, words: string | Uint8Array): FileEntry => ({
  path,
  bytes: Buffer.byteLength(words),
  sha256: sha256(words),
  sealed: null,
  difference: 'made',
  why: null,
})

/** The keys were changed between two signatures of one bundle: it is made again by whoever asks again. */
function assertSameKeys(keys: readonly PublicKey[], signatures: readonly Signatures[]): void {
  if (signatures.some(({ generation }) => generation !== keys[0]?.generation))
    throw new Error('the keys were changed while the bundle was made')
}
