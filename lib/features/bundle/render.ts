import { z } from 'zod'
import { type CaseFile, caseFileSchema } from '@/lib/features/casefile/schema'
import { exactSecond } from '@/lib/platform/i18n/time'
import { writePdf } from '@/lib/platform/pdf/write'
import type { Block } from './letters'
import { csvOf } from './model'
import type { ExportInput, FileEntry, LeftOut, Withheld } from './schema'

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

export const caseJson = (file: CaseFile): string => json(file)
export const caseSchema = (): string => json(z.toJSONSchema(caseFileSchema))

const COLUMNS = ['number', 'recorded_utc', 'at_utc', 'at_zone', 'who', 'command', 'outcome', 'fields', 'sha256']

export function eventsCsv(file: CaseFile, zone: string): string {
  const rows = file.events.map((event) => [
    String(event.number),
    event.recordedAt,
    event.at,
    exactSecond(event.at, zone),
    event.by,
    event.command,
    event.outcome,
    Object.entries(event.fields)
      .map(([name, value]) => `${name}=${value}`)
      .join('; '),
    event.hash,
  ])
  return csvOf([COLUMNS, ...rows])
}

export interface ManifestFacts {
  file: CaseFile
  by: string
  input: ExportInput
  keys: { algorithm: string; fingerprint: string; generation: number }[]
  rows: number
  files: readonly FileEntry[]
  leftOut: readonly LeftOut[]
  withheld: readonly Withheld[]
  isStamped: boolean
}

/** What is signed. The seal names its hash and is stamped, so that it cannot tell whether a stamp came: it says what was asked. */
export function manifest({
  file,
  by,
  input,
  keys,
  rows,
  files,
  leftOut,
  withheld,
}: Omit<ManifestFacts, 'isStamped'>): string {
  return json({
    format: 'docket manifest 1',
    case: { id: file.case.id, number: file.case.number, instance: file.instance.domain },
    demo: file.instance.demo,
    madeAt: file.at,
    madeBy: by,
    purpose: input.purpose,
    withhold: input.withhold,
    zone: input.zone,
    rows,
    keys,
    never: ['childSafety', 'contact', 'privileged'],
    files,
    leftOut,
    withheld,
  })
}

export function certificationPdf(file: CaseFile, blocks: readonly Block[]): Promise<Uint8Array<ArrayBuffer>> {
  const title = `Certification of records, case ${file.case.number}`
  const about = {
    title,
    author: file.instance.domain,
    language: 'en',
    at: new Date(file.at),
    foot: `${title} · ${file.instance.domain}`,
    pageOf: (page: number, pages: number) => `Page ${page} of ${pages}`,
  }
  return writePdf(about, (pen) => {
    blocks.forEach((block, place) => {
      if ('heading' in block) pen.heading(place === 0 ? 1 : 2, block.heading)
      else if ('words' in block) pen.paragraph(block.words)
      else if ('list' in block) pen.list(block.list)
      else pen.blanks(block.blanks)
    })
  })
}
