import type { Owner } from '@/lib/features/reports/schema'

/** Who has taken the case since the panel was opened, if it was somebody else. */
export function takenBy(owner: Owner | null | undefined, atFirst: string | null): string | null {
  return owner && !owner.isYou && owner.id !== atFirst ? owner.name : null
}
