import type { ActKind } from '@/lib/features/acts/schema'
import type { PersonView } from '@/lib/features/people/schema'

const MARK_OF = { limit: 'limited', suspend: 'suspended', freeze: 'frozen', markSensitive: 'sensitive' } as const

/** What stands on the account now: its button is the one that ends it. */
export const doneOf = ({ marks }: PersonView['person']): ActKind[] =>
  (['limit', 'suspend', 'freeze', 'markSensitive'] as const).filter((kind) => marks.includes(MARK_OF[kind]))
