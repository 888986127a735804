import { jsonOf, otherLine } from './lines'
import { parseHead } from './statement'

/** The head that somebody kept: an export (its last line), a line of one, or the words of a head by themselves. */
export function keptHeadIn(text: string): { row: number; hash: string } | null {
  const head = parseHead(text) ?? parseHead(wordsIn(text.trimEnd().split('\n').at(-1) ?? ''))
  return head && { row: Number(head.rows), hash: head.hash }
}

function wordsIn(line: string): string {
  const value = jsonOf(line)
  const found = typeof value === 'object' && value !== null ? otherLine(value) : null
  if (found?.kind === 'end') return found.end.text
  return found?.kind === 'head' ? found.head.text : ''
}
