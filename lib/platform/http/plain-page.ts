/**
 * A page of our own words, small enough to need nothing else: for answers that are given before a page of the console can be made, or
 * without one. `more` is HTML already.
 */
export function plainPage({ title, sentences, link, more = '' }: PlainPage): { html: string; headers: Headers } {
  const said = sentences.map((sentence, at) => `<p${at === 0 ? ' role="alert"' : ''}>${escaped(sentence)}</p>`).join('')
  const onward = link ? `<p><a href="${escaped(link.href)}">${escaped(link.words)}</a></p>` : ''
  return {
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${escaped(title)}</title><style>${STYLE}</style></head><body><main><h1>${escaped(title)}</h1>${said}${onward}${more}</main></body></html>`,
    headers: HEADERS,
  }
}

interface PlainPage {
  title: string
  sentences: readonly string[]
  link?: { href: string; words: string }
  more?: string
}
type Headers = Readonly<Record<string, string>>

export const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'cache-control': 'private, no-store',
  'x-robots-tag': 'noindex',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}
const STYLE =
  ':root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-inline-size:40rem;margin:2rem auto;padding-inline:1rem}h1{font-size:1.3rem}textarea{box-sizing:border-box;inline-size:100%;min-block-size:3rem;font:inherit}label{display:block;margin-block-start:1rem}button{font:inherit;margin-block:1.5rem;padding:.6rem 1rem}'
