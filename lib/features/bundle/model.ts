import type { Withholdable } from '@/lib/features/redaction/model'
import type { ProvenRow } from '@/lib/features/casefile/schema'
import type { FileEntry, Withheld } from './schema'

/** The log as it is disclosed: a line per row, and a line per value. */
export interface Disclosed {
  rows: string
  values: string
  withheldRows: number
  withheld: Withheld[]
}

interface Rule {
  rowWithheld: (row: ProvenRow) => Withholdable | null
  valueWithheld: (value: { json: string }) => string | null
}

/** A row whose text would tell too much leaves its hash; a value leaves the hash that stands in its row. */
export function disclosed(rows: readonly ProvenRow[], { rowWithheld, valueWithheld }: Rule): Disclosed {
  const counts = new Map<string, number>()
  const count = (what: string, why: string) => counts.set(`${what}|${why}`, (counts.get(`${what}|${why}`) ?? 0) + 1)
  const lines: string[] = []
  const values: string[] = []
  let withheldRows = 0
  for (const row of rows) {
    const why = rowWithheld(row)
    if (why) {
      withheldRows += 1
      count('audit/rows.txt: text of a row', why)
    }
    lines.push(why ? `withheld ${row.hash}` : row.text)
    for (const { field, sha256, opened } of row.values) {
      const reason = opened ? valueWithheld(opened) : 'erased'
      if (reason) count('audit/values.tsv: value of a row', reason)
      values.push(
        [row.number, field, sha256, ...(opened && !reason ? [opened.salt, opened.json] : ['-', reason])].join('\t'),
      )
    }
  }
  return {
    rows: lines.map((line) => `${line}\n`).join(''),
    values: values.map((line) => `${line}\n`).join(''),
    withheldRows,
    withheld: [...counts].map(([key, number]) => {
      const [what = '', why = ''] = key.split('|')
      return { what, why, count: number }
    }),
  }
}

/** What `sha256sum --check` reads. */
export const sumsOf = (files: readonly FileEntry[]): string =>
  files.map(({ sha256, path }) => `${sha256}  ${path}\n`).join('')

const FORMULA = /^[=+\-@\t\r]/

/** A field of RFC 4180. What a spreadsheet would run as a formula begins with an apostrophe. */
export function csvField(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export const csvOf = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(csvField).join(',')}\r\n`).join('')
