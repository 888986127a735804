export interface ErasureView {
  id: string
  /** Until it is done; then nobody knows any more. */
  handle: string | null
  accountId: string | null
  basis: string
  state: 'proposed' | 'confirmed' | 'done' | 'withdrawn'
  proposedBy: string
  proposedAt: string
  confirmedBy: string | null
  doneAt: string | null
  counts: Record<string, number>
  mayConfirm: boolean
  mayWithdraw: boolean
  /** Confirmed, and waiting for a hold to be released. */
  isHeld: boolean
  /** Confirmed, and waiting for a case about them to end, or for what the copyright desk still owes them. */
  isInCase: boolean
}

export interface ErasureList {
  rows: ErasureView[]
  mayManage: boolean
}
