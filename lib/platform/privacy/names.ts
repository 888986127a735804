/**
 * A name as it is looked for: as HTML writes it, composed or not, with any white space, in capitals of any language. What is found is
 * turned back by `folded`, so that both sides meet.
 */

const ENTITIES: Record<string, string> = {
  '&': '&(?:amp;|#38;|#x26;)?',
  "'": "(?:['’]|&(?:apos|#39|#x27|rsquo|#8217);)",
  '’': "(?:['’]|&(?:apos|#39|#x27|rsquo|#8217);)",
  '"': '(?:"|&(?:quot|#34|#x22);)',
  '<': '(?:<|&(?:lt|#60|#x3c);)',
  '>': '(?:>|&(?:gt|#62|#x3e);)',
  '@': '(?:@|%40|&#64;|&commat;)',
  // Capitals of Turkish: no folding of Unicode joins these four.
  i: '(?:[iıİI]\u0307?)',
  ı: '(?:[iıİI]\u0307?)',
}

const escaped = (letter: string): string => letter.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')

/** A pattern for one name, for flags `giu`. */
export function patternFor(name: string): string {
  const parts = folded(name).split(' ')
  return parts.map((part) => Array.from(part, letterPattern).join('')).join('\\s+')
}

function letterPattern(letter: string): string {
  const known = ENTITIES[letter]
  if (known) return known
  const apart = letter.normalize('NFD')
  return apart === letter ? escaped(letter) : `(?:${escaped(letter)}|${escaped(apart)})`
}

const DECODED: [RegExp, string][] = [
  [/&(?:apos|#39|#x27|rsquo|#8217);|’/giu, "'"],
  [/&(?:quot|#34|#x22);/giu, '"'],
  [/&(?:lt|#60|#x3c);/giu, '<'],
  [/&(?:gt|#62|#x3e);/giu, '>'],
  [/%40|&#64;|&commat;/giu, '@'],
  [/&(?:amp|#38|#x26);/giu, '&'],
]

/** One spelling for all that a reader takes for the same name. */
export function folded(name: string): string {
  const plain = DECODED.reduce((text, [entity, letter]) => text.replace(entity, letter), name)
  return plain
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim()
    .toLowerCase()
    .replaceAll('i\u0307', 'i')
    .replaceAll('ı', 'i')
}
