import type { FindView, FoundRow } from '@/lib/features/finding/schema'

/** A line of the list under the box. */
export type Option =
  | { is: 'found'; id: string; row: FoundRow }
  | { is: 'ask'; id: 'ask' }
  | { is: 'queue'; id: 'queue' }
  | { is: 'cases'; id: 'cases' }

/** What was found, then what else can be done with the text. E-mails and IPs never go into the queue's address. */
export function optionsFor(view: FindView | null): Option[] {
  if (!view) return []
  const isForQueue = view.kind === 'words' || view.kind === 'handle'
  return [
    ...view.rows.map((row): Option => ({ is: 'found', id: row.id, row })),
    ...(view.mayAsk && !view.isAsked ? [{ is: 'ask', id: 'ask' } as const] : []),
    ...(isForQueue ? [{ is: 'queue', id: 'queue' } as const, { is: 'cases', id: 'cases' } as const] : []),
  ]
}

export type Next = { go: string } | 'queue' | 'ask' | 'list'

/**
 * What Enter does where no line was chosen: words narrow the queue, as ever; whatever means one thing leads there, and what is
 * not known here is asked for.
 */
export function nextFor({ kind, rows, mayAsk, isAsked }: FindView): Next {
  if (kind === 'nothing') return 'queue'
  if (kind === 'words')
    return isAsked && rows[0] && rows.length === 1 ? { go: rows[0].href } : isAsked ? 'list' : 'queue'
  if (rows[0] && rows.length === 1 && (!mayAsk || kind === 'handle' || isAsked)) return { go: rows[0].href }
  return mayAsk && !isAsked ? 'ask' : 'list'
}
