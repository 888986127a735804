import { newId, type Tx } from '@/lib/platform/db/client'
import type { Kept } from '@/lib/platform/vault/objects'
import type { EvidenceCause, EvidenceKind, EvidenceState } from './model'

/** When and where something was asked for, and what the server said besides. */
export interface Seen {
  /** Null where nothing could be asked. */
  address: string | null
  status: number | null
  dateHeader: string | null
  /** The server's clock minus ours. */
  clockOffsetMs: number | null
  seenAt: Date
}

export interface NewEvidence extends Seen {
  caseId: string
  instanceId: string
  kind: EvidenceKind
  remoteId: string
  postId?: string | null
  cause: EvidenceCause
  captureId?: string | null
  state: EvidenceState
  why?: string | null
  /** What lies in the vault; of a file that is not kept, its hash and size alone. */
  kept?: Kept | null
  known?: { sha256: string; size: number } | null
  contentType?: string | null
  cut?: readonly string[]
  postedAt?: Date | null
  reportedAt?: Date | null
}

/** Writes rows of evidence, in the transaction that seals: one statement. */
export async function keepEvidence(tx: Pick<Tx, 'evidence'>, rows: readonly NewEvidence[]): Promise<void> {
  if (rows.length === 0) return
  await tx.evidence.createMany({
    data: rows.map(({ kept = null, known = null, cut = [], ...row }) => ({
      id: newId(),
      ...row,
      cut: [...cut],
      objectId: kept?.id ?? null,
      sha256: known?.sha256 ?? null,
      size: kept?.size ?? known?.size ?? null,
    })),
    skipDuplicates: true,
  })
}
