import {
  type ElementName,
  ELEMENTS,
  type Found,
  type NoticeFacts,
  type Span,
  type Target,
  type TargetKind,
} from './schema'

/**
 * Looks for the six elements of 512(c)(3)(A) in the words of a notice and quotes where each stands. It finds what people usually
 * write, in English and in the usual German, French and Spanish; what it does not find may be there all the same: whoever reads
 * the notice says so. An address that it was sent from is a contact, even where the letter names none.
 */
export function noticeIn(text: string, { from = '' }: { from?: string } = {}): NoticeFacts {
  const targets = targetsIn(text)
  const spans: Record<ElementName, Span[]> = {
    signature: signaturesIn(text),
    work: sentencesLike(text, WORK).filter((span) => !LAW_ONLY.test(span.quote)),
    material: targets.filter(({ kind }) => kind === 'post' || kind === 'media' || kind === 'page').map(spanOf),
    contact: contactsIn(text),
    goodFaith: sentencesLike(text, GOOD_FAITH),
    accuracy: accuracyIn(text),
  }
  const found: Found[] = ELEMENTS.map((element) => ({ element, spans: spans[element] })).filter(
    (one) => one.spans.length > 0,
  )
  const missing = ELEMENTS.filter((element) => spans[element].length === 0 && !(element === 'contact' && from !== ''))
  return { found, missing, defect: defectOf(missing), targets }
}

const CORE: readonly ElementName[] = ['work', 'material', 'contact']
function defectOf(missing: readonly ElementName[]): NoticeFacts['defect'] {
  if (missing.length === 0) return null
  return missing.some((element) => CORE.includes(element)) ? 'core' : 'curable'
}

const spanOf = ({ start, end, quote }: Span): Span => ({ start, end, quote })

const WORK = [
  /\b(my|our|her|his|their|client[’']?s?|original|copyrighted|infringed|registered) (\w+ ){0,3}(work|photo(graph)?|picture|image|illustration|drawing|painting|song|track|recording|film|video|book|novel|article|poem|text|comic|artwork|design|map)s?\b/i,
  /\b(work|photograph|picture|image|illustration|song|recording|film|video|book|novel|article|poem|comic|drawing|map)s? (entitled|titled|called|named|known as)\b/i,
  /\b(owner|holder|author|creator) of (the )?(exclusive |copy)?rights?\b.{0,80}\b(in|to|of)\b/i,
  /\bcopyright (registration|reg\.?) (no\.?|number)\b/i,
  /\b(meine?s?|unsere?s?) (\w+ ){0,2}(Foto(grafie)?|Bild|Werk|Zeichnung|Text|Lied|Aufnahme)\b|\bUrheber(in)? (der|des)\b/i,
  /\b(mon|notre|ma) (\w+ ){0,2}(œuvre|photo(graphie)?|image|dessin|texte|chanson)\b|\btitulaire des droits\b/i,
  /\b(mi|nuestra?) (\w+ ){0,2}(obra|foto(grafía)?|imagen|dibujo|texto|canción)\b|\btitular de los derechos\b/i,
]
// A statement about rights in general identifies no work.
const LAW_ONLY = /\b(good[- ]faith|penalty of perjury|17 U\.?S\.?C|sous peine|an Eides statt|bajo pena)\b/i

const GOOD_FAITH = [
  /\bgood[- ]faith\b.{0,60}\bbelie(f|ve)\b|\bbelieve in good faith\b/i,
  /\b(in gutem Glauben|nach bestem Wissen und Gewissen)\b/i,
  /\bbonne foi\b/i,
  /\bbuena fe\b/i,
]

const PERJURY = [
  /\b(under|subject to|on) (the )?(penalt(y|ies)|pains? and penalt(y|ies)) of perjury\b/i,
  /\b(an Eides statt|unter Strafandrohung)\b/i,
  /\bsous peine de parjure\b/i,
  /\bbajo (pena de|juramento)\b/i,
]
const ACCURATE = [
  /\b(information|statements?|notice|notification)\b.{0,80}\b(accurate|true and correct|correct)\b/i,
  /\b(Angaben|Informationen)\b.{0,80}\b(richtig|korrekt|zutreffend)\b/i,
  /\b(informations?|renseignements)\b.{0,80}\bexacte?s?\b/i,
  /\b(información|datos)\b.{0,80}\b(exact[oa]s?|correct[oa]s?|veraz)\b/i,
]

/** Both halves of (vi): that the notice is accurate, and the oath. One without the other is not the element. */
function accuracyIn(text: string): Span[] {
  const oath = sentencesLike(text, PERJURY)
  const accurate = sentencesLike(text, ACCURATE)
  return oath.length > 0 && accurate.length > 0 ? merged([...accurate, ...oath]) : []
}

const CLOSINGS =
  /^(sincerely|regards|kind regards|best regards|best|yours (truly|faithfully|sincerely)|respectfully( submitted)?|thank you|thanks|mit freundlichen grüßen|cordialement|atentamente|saludos)[,.!]?$/i
const SIGNED =
  /^[ \t]*(\/[^/\n]{3,60}\/[ \t]*|(\/s\/|(electronically |digitally )?signed( by)?:?|signature:)[ \t]*\S.*)$/gim
const A_NAME =
  /^[\p{Lu}][\p{L}’'.-]*( [\p{Lu}][\p{L}’'.-]*\.?){0,4}(,? (Esq\.?|LL\.?[BM]\.?|Attorney.*|Rechtsanw[äa]lt.*|Counsel.*))?$/u

/** `/s/ Name`, "Signed: Name", or a name under a closing word: a typed name is a signature (15 USC 7001). */
function signaturesIn(text: string): Span[] {
  const marked = [...text.matchAll(SIGNED)].map((match) => trimmed(text, match.index, match.index + match[0].length))
  const lines = linesOf(text)
  const closed = lines.flatMap((line, n) => {
    if (!CLOSINGS.test(line.quote.trim())) return []
    const next = lines.slice(n + 1).find((later) => later.quote.trim() !== '')
    return next && A_NAME.test(next.quote.trim()) ? [trimmed(text, next.start, next.end)] : []
  })
  return merged([...marked, ...closed])
}

// Bounded throughout: a text of 400,000 letters without a space must not hold up everybody else.
const EMAIL = /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(\.[\w-]{1,63})+/g
const PHONE = /(?<![\w/.-])(\+|\(|00)?\d[\d ()./-]{6,18}\d(?![\w/-])/g
const PHONE_WORD = /\b(tel(ephone)?|phone|mobile|fon|fax|t[ée]l[ée]phone|tel[ée]fono)\b/i
const STREET =
  /^.{0,200}?\b(\d{1,5} ([\p{Lu}][\p{L}.’'-]{1,40} ){1,4}(Street|St\.?|Road|Rd\.?|Avenue|Ave\.?|Lane|Ln\.?|Quay|Drive|Dr\.?|Boulevard|Blvd\.?|Square|Way|Place|Court)|[\p{Lu}][\p{L}-]{0,40}(straße|strasse|weg|platz|gasse) \d{1,4}|\d{1,4},? (rue|avenue|boulevard|quai) [\p{L} ’'-]{1,80}|(Calle|Avenida|Plaza) [\p{L} ]{1,80},? \d{1,4})\b.{0,200}$/gimu

/** An e-mail address, a telephone number or a street: any one by which the sender can be reached. Addresses of posts are none. */
function contactsIn(text: string): Span[] {
  const mails = [...text.matchAll(EMAIL)].filter((match) => !/[/@]/.test(text[match.index - 1] ?? ''))
  const phones = [...text.matchAll(PHONE)].filter((match) => {
    const line = lineAround(text, match.index)
    return (PHONE_WORD.test(line) || match[0].startsWith('+')) && !/https?:/.test(line)
  })
  const streets = [...text.matchAll(STREET)]
  return merged(
    [...mails, ...phones, ...streets].map((match) => trimmed(text, match.index, match.index + match[0].length)),
  )
}

// With its scheme, defused, or as people write it down: `reef.example/@harl/114…`.
const URL_LIKE =
  /\b(?:(?:h(?:tt|xx)ps?(?::|\[:\])\/\/|www\.)[^\s<>"“”]+|(?<![\w@/.-])(?:[\w-]+(?:\.|\[\.\]|\(\.\)))+[a-z]{2,24}(?::\d{2,5})?\/(?:@|users\/|ap\/users\/|web\/|deck\/|system\/|media_attachments\/|media_proxy\/|notice\/|objects\/)[^\s<>"“”]*)/gi
const EVERYTHING =
  /\b(all|every|any) (of )?(the )?(posts?|content|media|images?|pictures?|uploads?|statuses)\b.{0,40}\b(by|of|from|on)\b[^.\n]*/gi

/** Addresses in a notice, each with what it leads to; a wish for "all posts of" somebody locates nothing. */
export function targetsIn(text: string): Target[] {
  const urls = [...text.matchAll(URL_LIKE)].map((match): Target => {
    const quote = match[0].replace(/[).,;:!?\]’']+$/, '')
    const url = readableAddress(quote)
    return { start: match.index, end: match.index + quote.length, quote, url, kind: kindOf(url) }
  })
  const wild = [...text.matchAll(EVERYTHING)].map((match): Target => {
    const span = trimmed(text, match.index, match.index + match[0].length)
    return { ...span, url: '', kind: 'wildcard' }
  })
  return [...urls, ...wild].toSorted((a, b) => a.start - b.start)
}

/** An address as a browser takes it: neither defused (`hxxp`, `[.]`) nor without its scheme. */
export function readableAddress(written: string): string {
  const text = written
    .trim()
    .replace(/^[<(["'“]+|[>)\]"'”,;]+$/g, '')
    .replace(/^hxxp/i, 'http')
    .replace(/\[:\]/g, ':')
    .replace(/\[\.\]|\(\.\)|\[dot\]|\(dot\)/gi, '.')
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) || !/^[\w-]+(\.[\w-]+)+([:/]|$)/.test(text) ? text : `https://${text}`
}

const SHAPES: readonly [TargetKind, RegExp][] = [
  ['wildcard', /\*/],
  [
    'post',
    /^\/(@[^/]+\/\d+|users\/[^/]+\/statuses\/\d+|(web|deck)\/(statuses|@[^/]+)\/\d+|api\/v1\/statuses\/\d+|ap\/users\/\d+\/statuses\/\d+|notes?\/\w+|notice\/\w+|objects\/[\w-]+|p\/[^/]+\/\d+)(\/|$)/,
  ],
  [
    'media',
    /(^\/(system\/)?(media_attachments|media_proxy|cache\/media_attachments)\/)|\.(jpe?g|png|gif|webp|avif|mp[34]|webm|mov|ogg)$/i,
  ],
  ['profile', /^\/(@[^/]+|users\/[^/]+|web\/@[^/]+)(\/(media|with_replies|followers|following))?\/?$/],
  ['search', /^\/(search|tags|explore|tag)\b/],
]

/** What an address leads to, as its letters say; what is no address locates nothing. */
export function kindOf(url: string): TargetKind {
  if (!URL.canParse(url)) return 'wildcard'
  const { pathname, searchParams } = new URL(url)
  if (searchParams.has('q')) return 'search'
  return SHAPES.find(([, shape]) => shape.test(decoded(pathname)))?.[0] ?? 'page'
}

function decoded(pathname: string): string {
  try {
    return decodeURI(pathname)
  } catch {
    return pathname
  }
}

/** The sentences in which one of the patterns stands; a line break alone ends none, because lines of mails are broken. */
function sentencesLike(text: string, patterns: readonly RegExp[]): Span[] {
  return merged(
    sentencesOf(text).filter(({ quote }) => patterns.some((pattern) => pattern.test(quote.replace(/\s+/g, ' ')))),
  )
}

function sentencesOf(text: string): Span[] {
  const ends = [...text.matchAll(/[.!?](?=\s+[\p{Lu}"“(\d])|\n\s*\n|\n(?=\s*(\d+[.)]|[-*•]|\([ivx]+\))\s)/gu)]
  const cuts = [0, ...ends.map((match) => match.index + match[0].length), text.length]
  return cuts
    .slice(1)
    .map((end, n) => trimmed(text, cuts[n] ?? 0, end))
    .filter(({ quote }) => quote !== '')
}

function linesOf(text: string): Span[] {
  let start = 0
  return text.split('\n').map((quote) => {
    const line = { start, end: start + quote.length, quote }
    start = line.end + 1
    return line
  })
}

function lineAround(text: string, at: number): string {
  const around = text.slice(Math.max(0, at - 200), at + 200)
  const here = Math.min(at, 200)
  const end = around.indexOf('\n', here)
  return around.slice(around.lastIndexOf('\n', here) + 1, end < 0 ? undefined : end)
}

function trimmed(text: string, start: number, end: number): Span {
  const raw = text.slice(start, end)
  const from = start + (raw.length - raw.trimStart().length)
  const quote = raw.trim()
  return { start: from, end: from + quote.length, quote }
}

/** In order, each place once. */
function merged(spans: readonly Span[]): Span[] {
  let reached = -1
  return spans
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
    .filter(({ end }) => {
      const isNews = end > reached
      reached = Math.max(reached, end)
      return isNews
    })
}
