/** What evidence may show: a report as it arrived, then what was looked at for it. */
export const EVIDENCE_KINDS = ['report', 'post', 'history', 'thread', 'account', 'media'] as const
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number]

export const EVIDENCE_STATES = [
  /** Its bytes are in the vault. */
  'sealed',
  /** A file of which only the hash was taken. */
  'hashOnly',
  /** It was asked for and could not be had: see why. */
  'missing',
  /** It came and was not taken: see why. */
  'refused',
  /** A person said that it is intimate: the bytes were destroyed, the hash stays. */
  'intimate',
  /** Nobody judged it in time. */
  'expired',
  /** Erased, or destroyed on order. */
  'destroyed',
] as const
export type EvidenceState = (typeof EVIDENCE_STATES)[number]

/** Why it was sealed: the report arrived, somebody opened the case, or an act was about to be sent. */
export type EvidenceCause = 'arrived' | 'opened' | 'act'

export const isEvidenceKind = (text: string): text is EvidenceKind => EVIDENCE_KINDS.some((kind) => kind === text)
export const isEvidenceState = (text: string): text is EvidenceState => EVIDENCE_STATES.some((state) => state === text)
