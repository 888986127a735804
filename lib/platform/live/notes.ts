/** The channel on which the triggers of the database tell what changed (migration live_screens). */
export const CHANNEL = 'docket_live'

/** What changed in a short while, as ids: not yet asked who may know of it. */
export interface Batch {
  cases: Set<string>
  /** Cases that somebody may have lost from sight. */
  sights: Set<string>
  leases: Set<string>
  /** People whose sessions or roles changed. */
  people: Set<string>
  /** Something that stands on every page, or nobody knows what was missed. */
  isAll: boolean
  /** Nobody knows what was missed. */
  hasGap: boolean
}

export const emptyBatch = (): Batch => ({
  cases: new Set(),
  sights: new Set(),
  leases: new Set(),
  people: new Set(),
  isAll: false,
  hasGap: false,
})

const KINDS = { case: 'cases', sight: 'sights', lease: 'leases', person: 'people' } as const
const NOTE = /^(case|sight|lease|person) ([0-9a-f-]{36})$/

/** Adds a note of the database to a batch. A note that nobody knows (of a newer version beside this one) means everything. */
export function addNote(batch: Batch, note: string): void {
  const [, kind, id] = NOTE.exec(note) ?? []
  if (kind && id && kind in KINDS) batch[KINDS[kind as keyof typeof KINDS]].add(id)
  else if (note === 'all') batch.isAll = true
  else batch.isAll = batch.hasGap = true
}

export function merge(into: Batch, from: Batch): void {
  for (const kind of ['cases', 'sights', 'leases', 'people'] as const) for (const id of from[kind]) into[kind].add(id)
  into.isAll ||= from.isAll
  into.hasGap ||= from.hasGap
}
