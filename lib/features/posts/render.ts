import sanitizeHtml from 'sanitize-html'
import type { SealedPost } from '@/lib/features/snapshots/queries'
import type { PostNow } from './schema'

/** HTML of a post as it may be shown: paragraphs, breaks, links and lists; nothing that loads, runs or styles. */
export function renderPost(html: string): string {
  return sanitizeHtml(html, {
    allowedTags: [
      'p',
      'br',
      'a',
      'span',
      'blockquote',
      'pre',
      'code',
      'strong',
      'em',
      'b',
      'i',
      'u',
      'del',
      'ul',
      'ol',
      'li',
    ],
    allowedAttributes: { a: ['href', 'rel', 'target', 'dir'], span: ['lang'] },
    allowedSchemes: ['http', 'https'],
    allowProtocolRelative: false,
    disallowedTagsMode: 'discard',
    transformTags: {
      // The reader's browser must not tell the linked site where it came from, nor open it over the case.
      a: (tagName, attribs) => ({
        tagName,
        attribs: {
          ...(isElsewhere(attribs.href) ? { href: attribs.href } : {}),
          rel: 'nofollow noopener noreferrer',
          target: '_blank',
          dir: 'auto',
        },
      }),
    },
  })
}

// An address without a scheme would lead into this console, as the person who reads.
const isElsewhere = (href: string | undefined): href is string => /^https?:\/\//i.test(href?.trim() ?? '')

/** A post as it was sealed first, for a screen. */
export const thenOf = (sealed: SealedPost | undefined): PostNow['sealed'] =>
  sealed
    ? {
        html: renderPost(sealed.content),
        warning: sealed.warning,
        seenAt: sealed.seenAt.toISOString(),
        reportedAt: sealed.reportedAt?.toISOString() ?? null,
        postedAt: sealed.postedAt,
      }
    : null
