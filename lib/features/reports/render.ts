import sanitizeHtml from 'sanitize-html'

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
    disallowedTagsMode: 'discard',
    transformTags: {
      // The reader's browser must not tell the linked site where it came from, nor open it over the case.
      a: (tagName, attribs) => ({
        tagName,
        attribs: {
          ...(attribs.href ? { href: attribs.href } : {}),
          rel: 'nofollow noopener noreferrer',
          target: '_blank',
          dir: 'auto',
        },
      }),
    },
  })
}
