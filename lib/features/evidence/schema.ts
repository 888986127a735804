import { z } from 'zod'
import type { EvidenceCause, EvidenceKind, EvidenceState } from './model'

export const evidenceRef = z.object({ caseId: z.uuid(), evidenceId: z.uuid() })

/** A piece of evidence as the list shows it. Instants are ISO 8601 in UTC. */
export interface EvidenceView {
  id: string
  kind: EvidenceKind
  /** Mastodon's id of what it shows. */
  remoteId: string
  /** Of a file: its post. */
  postId: string | null
  cause: EvidenceCause
  state: EvidenceState
  /** A code: why it is missing or was refused. */
  why: string | null
  /** ordinary | quarantine; null when nothing is in the vault. */
  class: string | null
  /** SHA-256 of the bytes, in hex; null when it was never had, or erased. */
  sha256: string | null
  /** Of the bytes. */
  size: number | null
  contentType: string | null
  /** Fields whose values were taken out before sealing. */
  cut: string[]
  address: string | null
  status: number | null
  dateHeader: string | null
  clockOffsetMs: number | null
  seenAt: string
  postedAt: string | null
  reportedAt: string | null
  judgedBy: string | null
  judgedAt: string | null
}
