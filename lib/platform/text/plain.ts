import sanitizeHtml from 'sanitize-html'
import { graphemes } from '@/lib/platform/i18n/graphemes'

/** The words of a post, one line, for lists and mails. */
export function plainText(html: string, max = 200): string {
  const spaced = html.replace(/<\/(p|li|blockquote)>|<br\s*\/?>/gi, ' ')
  const text = sanitizeHtml(spaced, { allowedTags: [], allowedAttributes: {} })
  const decoded = text.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity)
  const line = decoded.replace(/\s+/g, ' ').trim()
  const letters = graphemes(line)
  return letters.length > max ? `${letters.slice(0, max - 1).join('')}…` : line
}
const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }
