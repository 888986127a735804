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
export function noticeIn(
  text: string,
  { from = '', to = [] }: { from?: string; to?: readonly string[] } = {},
): NoticeFacts {
  const targets = targetsIn(text)
  const spans: Record<ElementName, Span[]> = {
    signature: signaturesIn(text),
    work: withoutHeadings(sentencesLike(text, WORK).filter((span) => !LAW_ONLY.test(span.quote))),
    material: targets.filter(({ kind }) => kind === 'post' || kind === 'media' || kind === 'page').map(spanOf),
    contact: contactsIn(text).filter(({ quote }) => !to.some((own) => own.toLowerCase() === quote.toLowerCase())),
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
  /\b(all|any|the) (entire )?rights?,? title,? and interest\b.{0,40}\b(in|to)\b/i,
  /\b(author|owner|creator|proprietor|(exclusive )?licensee) of (the|a|an) (\w+ ){0,4}(work|photograph|book|novel|film|motion picture|song|recording|illustration|painting|series)s?\b/i,
  /\b(motion picture|sound recording|audiovisual work|musical (work|composition)|literary work|television series|computer program)s? ["“„'‘]/i,
  /\bworks? (at issue|in question)\b/i,
  /\breg(istration|\.)? ?(nos?\b\.?|numbers?\b|#)/i,
  // A number of the Copyright Office: PA 2-345-678, SRu 1-004-005, VA0002345678.
  /\b(PA|VA|TX|SR|PAu|VAu|TXu|SRu)[ -]?(\d(-\d{3}){2}|\d{10})\b/,
  /\b(meine?s?|unsere?s?) (\w+ ){0,2}(Foto(grafie)?|Bild|Werk|Zeichnung|Text|Lied|Aufnahme)\b|\bUrheber(in)? (der|des)\b/i,
  /\b(mon|notre|ma) (\w+ ){0,2}(œuvre|photo(graphie)?|image|dessin|texte|chanson)\b|\btitulaire des droits\b/i,
  /\b(mi|nuestra?) (\w+ ){0,2}(obra|foto(grafía)?|imagen|dibujo|texto|canción)\b|\btitular de los derechos\b/i,
]
// A statement about rights in general identifies no work.
const LAW_ONLY = /\b(good[- ]faith|penalty of perjury|17 U\.?S\.?C|sous peine|an Eides statt|bajo pena)\b/i

/** "The copyrighted work." above the sentence that names it says nothing; where it stands alone it is looked at by a person. */
function withoutHeadings(spans: readonly Span[]): Span[] {
  const told = spans.filter(({ quote }) => quote.split(/\s+/).length > 4)
  return told.length > 0 ? told : [...spans]
}

const GOOD_FAITH = [
  /\bgood[- ]faith\b.{0,60}\bbelie(f|ves?)\b|\bbelieves?,? in good faith\b/i,
  /\b(in gutem Glauben|nach bestem Wissen und Gewissen)\b/i,
  /\bbonne foi\b/i,
  /\bbuena fe\b/i,
]

const PERJURY = [
  /\b(under|subject to|on) (the )?(penalt(y|ies)|pains? and penalt(y|ies)) of perjury\b|\b28 U\.?S\.?C\.? § ?1746\b/i,
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
  /^(sincerely( yours)?|(with )?(kind(est)?|best|warm(est)?)? ?regards|best( wishes)?|(very )?(truly|sincerely|respectfully|cordially|faithfully) yours|yours (very )?(truly|faithfully|sincerely|respectfully)|respectfully( submitted)?|cordially|thank you|thanks|mit freundlichen grüßen|hochachtungsvoll|cordialement|veuillez agréer.{0,80}|atentamente|saludos)[,.!]?$/i
const SIGNED =
  /^[ \t]*(\/[^/\n]{3,60}\/[ \t]*|(\/s\/|(electronically |digitally )?signed( by)?:?|signature:)[ \t]*\S.*)$/gim
const A_NAME =
  /^[\p{Lu}][\p{L}’'.-]*( [\p{Lu}][\p{L}’'.-]*\.?){0,4}(,? (Esq\.?|LL\.?[BM]\.?|[JS][rR]\.?|I{2,3}|Attorney.*|Rechtsanw[äa]lt.*|(General )?Counsel.*|Partner.*|Associate.*))?$/u
// Above the name in the block of a signature: whose it is, a line to sign on, nothing but "By:".
const FIRM =
  /\b(LLP|LLC|PLLC|Inc|Ltd|GmbH|Corp(oration)?|Company|Group|Law Offices?( of .*)?|Rechtsanwälte)\.?$|\bP\.? ?[CA]\.?$/i
const TO_SIGN_ON = /^((by|name|signature):?[ \t]*)?[_.–—-]{3,}$|^(by|name|signature):$/i
const BY = /^(by|name|signature):[ \t]*(\/s\/[ \t]*)?/i

/** `/s/ Name`, "Signed: Name", or a name under a closing word: a typed name is a signature (15 USC 7001). */
function signaturesIn(text: string): Span[] {
  const marked = [...text.matchAll(SIGNED)].map((match) => trimmed(text, match.index, match.index + match[0].length))
  const lines = linesOf(text)
  const closed = lines.flatMap((line, n) => (CLOSINGS.test(line.quote.trim()) ? nameBelow(text, lines, n + 1) : []))
  // The block of a signature has no closing word above it in a notice that is drawn up like a declaration.
  const blocks = lines.flatMap((line, n) => (/^by:/i.test(line.quote.trim()) ? nameBelow(text, lines, n) : []))
  return merged([...marked, ...closed, ...blocks])
}

const MOST_BETWEEN = 6
/** The name that closes a letter: the first line that is not the firm’s, nor one to sign on. */
function nameBelow(text: string, lines: readonly Span[], from: number): Span[] {
  let passed = 0
  for (const line of lines.slice(from, from + 20)) {
    const words = line.quote.trim()
    if (words === '') continue
    const name = words.replace(BY, '')
    if (name !== '' && !FIRM.test(name) && A_NAME.test(name)) return [trimmed(text, line.start, line.end)]
    passed += 1
    if (passed > MOST_BETWEEN || (!FIRM.test(words) && !TO_SIGN_ON.test(words))) return []
  }
  return []
}

// Bounded throughout: a text of 400,000 letters without a space must not hold up everybody else.
const EMAIL = /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(\.[\w-]{1,63})+/g
const PHONE = /(?<![\w/.-])(\+|\(|00)?\d[\d ()./-]{6,18}\d(?![\w/-])/g
const PHONE_WORD =
  /\b(tel(ephone)?|(tele)?phone|mobile|fon|fax|t[ée]l[ée]phone|tel[ée]fono)\b|(^|[\s|,;(])([TDMOPCF][:.]|(direct( dial)?|main|office|cell|ph)\b[:.]?)\s*(?=[+(\d])/i
// As it stands in letterheads, with no word beside it: 212.555.0100, (615) 555-0142.
const REGISTERED = /\b(PA|VA|TX|SR)u?[ -]$/
const DATE_LIKE = /^\d{4}-\d{2}-\d{2}/
const US_PHONE = /^(\+?1[ .-]?)?(\([2-9]\d{2}\) ?|[2-9]\d{2}[.-])[2-9]\d{2}[.-]\d{4}$/
const STREET =
  /^.{0,200}?\b(\d{1,5} ([\p{Lu}][\p{L}.’'-]{1,40} ){1,4}(Street|St\.?|Road|Rd\.?|Avenue|Ave\.?|Lane|Ln\.?|Quay|Drive|Dr\.?|Boulevard|Blvd\.?|Square|Way|Place|Court)|[\p{Lu}][\p{L}-]{0,40}(straße|strasse|weg|platz|gasse) \d{1,4}|\d{1,4},? (rue|avenue|boulevard|quai) [\p{L} ’'-]{1,80}|(Calle|Avenida|Plaza) [\p{L} ]{1,80},? \d{1,4})\b.{0,200}$/gimu

const STATES =
  'A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]'
const PLACE = new RegExp(`^.{0,120}?[\\p{Lu}][\\p{L}.' -]{1,40}, (?:${STATES}) \\d{5}(?:-\\d{4})?\\b.{0,80}$`, 'gmu')
const BOX = /^.{0,120}?\bP\.? ?O\.? Box \d{1,6}\b.{0,120}$/gim

/** An e-mail address, a telephone number or a street: any one by which the sender can be reached. Addresses of posts are none. */
function contactsIn(text: string): Span[] {
  const mails = [...text.matchAll(EMAIL)].filter((match) => !/[/@]/.test(text[match.index - 1] ?? ''))
  const phones = [...text.matchAll(PHONE)].filter((match) => {
    const line = lineAround(text, match.index)
    const isPhone = match[0].startsWith('+') || US_PHONE.test(match[0]) || PHONE_WORD.test(line)
    const isRegistration = REGISTERED.test(text.slice(Math.max(0, match.index - 5), match.index))
    return isPhone && !isRegistration && !/https?:/.test(line) && !DATE_LIKE.test(match[0])
  })
  const streets = [STREET, PLACE, BOX].flatMap((pattern) => [...text.matchAll(pattern)])
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

/** The full stop of an initial, of `Reg. No.` and of `U.S.` ends no sentence. */
const ABBREVIATED = /(?:\b(?:Nos?|Reg|Mr|Mrs|Ms|Dr|St|vs?|cf|Art|Sec|Ex)|\b\p{Lu})\.$/u

// "Salt Roads Pictures, Inc. (“SRP”)" goes on.
const OF_A_FIRM = /\b(?:Inc|Ltd|Corp|Co|Bros)\.$/

function sentencesOf(text: string): Span[] {
  const stops = [...text.matchAll(/[.!?](?=\s+[\p{Lu}"“(\d])|\n\s*\n|\n(?=\s*(\d+[.)]|[-*•]|\([ivx]+\))\s)/gu)]
  const ends = stops.filter((match) => {
    const before = text.slice(Math.max(0, match.index - 6), match.index + 1)
    const isFirm = OF_A_FIRM.test(before) && /^\s*\(/.test(text.slice(match.index + 1, match.index + 4))
    return !isFirm && !ABBREVIATED.test(before)
  })
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
