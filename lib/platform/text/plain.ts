import sanitizeHtml from 'sanitize-html'
import { graphemes } from '@/lib/platform/i18n/graphemes'

/** The words of a post, one line, for lists and mails. */
export function plainText(html: string, max = 200): string {
  const line = wordsOf(html.replace(/<\/(p|li|blockquote)>|<br\s*\/?>/gi, ' '))
    .replace(/\s+/g, ' ')
    .trim()
  const letters = graphemes(line)
  return letters.length > max ? `${letters.slice(0, max - 1).join('')}…` : line
}

/** The words of a post, all of them, with its paragraphs and breaks as lines. */
export function plainLines(html: string): string {
  const spaced = html.replace(/\s+/g, ' ').replace(/<\/(p|li|blockquote)>\s*|<br\s*\/?>\s*/gi, '\n')
  return wordsOf(spaced).trim()
}

function wordsOf(html: string): string {
  const text = sanitizeHtml(html, { allowedTags: [], allowedAttributes: {} })
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity)
}
const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }
