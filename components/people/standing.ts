import type { ActKind } from '@/lib/features/acts/schema'
import type { PersonView } from '@/lib/features/people/schema'

/** What stands on the account now: its button is the one that ends it. */
export const doneOf = ({ marks }: PersonView['person']): ActKind[] => [
  ...(marks.includes('limited') ? (['limit'] as const) : []),
  ...(marks.includes('suspended') ? (['suspend'] as const) : []),
]
