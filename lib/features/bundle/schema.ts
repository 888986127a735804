import { z } from 'zod'
import { WITHHOLDABLE, type Withholdable } from '@/lib/features/redaction/model'

const zone = z.string().max(60).refine(isZone)

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** It stands in a text that the console signs: no lines of its own, and no marks that turn others around. */
function oneLine(text: string): string {
  return text
    .replace(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
}

export const exportInput = z.object({
  caseId: z.uuid(),
  /** What is left out; nothing for whoever may know all. */
  withhold: z.array(z.enum(WITHHOLDABLE)).max(WITHHOLDABLE.length).default([]),
  /** Who it is for, and why: stands in the bundle and in the log. */
  purpose: z.string().transform(oneLine).pipe(z.string().min(1).max(300)),
  zone: zone.default('UTC'),
})
export type ExportInput = z.output<typeof exportInput>

/** Why something is not delivered, or not as it was: a key under `withheld.`. */
export interface Withheld {
  what: string
  why: string
  count: number
}

/** A file of the bundle. `sealed` is what was sealed, null for what was made for the bundle. */
export interface FileEntry {
  path: string
  bytes: number
  sha256: string
  sealed: { sha256: string; bytes: number } | null
  difference: 'none' | 'redacted' | 'made'
  why: string | null
}

/** An original that is not delivered at all. */
export interface LeftOut {
  exhibit: number
  sealed: { sha256: string; bytes: number } | null
  why: string
}

export interface StampOfBundle {
  at: string
  by: string
}

export interface ExportLine {
  id: string
  at: string
  by: string
  withhold: Withholdable[]
  purpose: string
  zone: string
  files: number
  manifest: string
  isStamped: boolean
}

export interface ExportList {
  rows: ExportLine[]
  now: string
}
