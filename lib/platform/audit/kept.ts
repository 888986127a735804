import { jsonOf, otherLine } from './lines'
import { type Head, parseHead } from './statement'

/** The head that somebody kept: an export (its last line), a line of one, or the words of a head by themselves. */
export function keptHeadIn(text: string): { row: number; hash: string } | null {
  const head = headIn(text)
  return head && { row: Number(head.rows), hash: head.hash }
}

/** The same whole: a restore asks it how long the ledger of destruction was then. */
export const headIn = (text: string): Head | null =>
  parseHead(text) ?? parseHead(wordsIn(text.trimEnd().split('\n').at(-1) ?? ''))

function wordsIn(line: string): string {
  const value = jsonOf(line)
  const found = typeof value === 'object' && value !== null ? otherLine(value) : null
  if (found?.kind === 'end') return found.end.text
  return found?.kind === 'head' ? found.head.text : ''
}
