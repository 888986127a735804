import PostalMime from 'postal-mime'
import sanitizeHtml from 'sanitize-html'

export type AttachmentKind = 'document' | 'picture' | 'program' | 'outlook' | 'mail' | 'other'

export type SenderDoubt = 'replyTo' | 'returnPath' | 'spf' | 'dkim' | 'dmarc'

/** What an e-mail says, as far as it can be read without running or showing anything of it. */
export interface MailFacts {
  from: string
  /** Whom it was sent to: their addresses are not the sender’s. */
  to: string[]
  replyTo: string | null
  subject: string
  /** As the sender's machine wrote it: no proof of when it came. */
  writtenAt: string | null
  /** As the last machine on its way wrote it, which is ours; null where the file says nothing of its way. */
  receivedAt: string | null
  messageId: string | null
  name: string
  /** What speaks against the sender that it names: said, not judged. */
  doubts: SenderDoubt[]
  /** The words of this mail alone, without what it answers. */
  text: string
  /** What it quotes of earlier mails. */
  quoted: string
  isHtmlOnly: boolean
  /** Answers go to another host than the one that it says it comes from. */
  isSenderDoubtful: boolean
  attachments: { name: string; type: string; size: number; kind: AttachmentKind }[]
}

export async function readMail(bytes: Uint8Array): Promise<MailFacts> {
  const mail = await PostalMime.parse(bytes)
  const from = mail.from?.address ?? ''
  const replyTo = mail.replyTo?.[0]?.address ?? null
  const plain = mail.text?.trim() ?? ''
  const { own, quoted } = withoutQuoted(plain || wordsOf(mail.html ?? ''))
  const headersOf = (name: string) => mail.headers.filter(({ key }) => key === name).map(({ value }) => value)
  return {
    from,
    to: [...(mail.to ?? []), ...(mail.cc ?? [])].flatMap(({ address }) => address ?? []),
    replyTo,
    name: mail.from?.name ?? '',
    messageId: mail.messageId ?? null,
    receivedAt: isoOf(headersOf('received')[0]?.split(';').at(-1)),
    doubts: doubtsOf({
      from,
      replyTo,
      returnPath: mail.returnPath ?? null,
      results: headersOf('authentication-results'),
    }),
    subject: mail.subject ?? '',
    writtenAt: isoOf(mail.date),
    text: own,
    quoted,
    isHtmlOnly: plain === '' && Boolean(mail.html),
    isSenderDoubtful: replyTo !== null && hostOf(replyTo) !== hostOf(from),
    attachments: mail.attachments.map(({ filename, mimeType, content }) => ({
      name: filename ?? '',
      type: mimeType,
      size: typeof content === 'string' ? content.length : content.byteLength,
      kind: kindOf(filename ?? '', mimeType),
    })),
  }
}

function isoOf(text: string | undefined): string | null {
  const at = new Date(text?.trim() ?? '')
  return Number.isNaN(at.getTime()) ? null : at.toISOString()
}

interface Claims {
  from: string
  replyTo: string | null
  returnPath: string | null
  /** Of `Authentication-Results`, the first of which our own machine wrote; the others anybody may have. */
  results: readonly string[]
}

function doubtsOf({ from, replyTo, returnPath, results }: Claims): SenderDoubt[] {
  const failed = (['spf', 'dkim', 'dmarc'] as const).filter((check) =>
    new RegExp(`\\b${check}\\s*=\\s*(fail|softfail|permerror)`, 'i').test(results[0] ?? ''),
  )
  const isElsewhere = (address: string | null) => address !== null && address.includes('@') && !isAligned(address, from)
  return [
    ...(isElsewhere(replyTo) ? (['replyTo'] as const) : []),
    ...(isElsewhere(returnPath) ? (['returnPath'] as const) : []),
    ...failed,
  ]
}

/** Of the same host, or of one below the other. */
function isAligned(a: string, b: string): boolean {
  const [one, other] = [hostOf(a), hostOf(b)]
  return one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`)
}

const hostOf = (address: string): string => address.split('@').at(-1)?.toLowerCase() ?? ''

const PROGRAMS =
  /\.(exe|com|scr|pif|cpl|dll|bat|cmd|ps1|vbs|vbe|wsf|wsh|js|jse|mjs|jar|msi|msix|appx|lnk|url|reg|hta|chm|one|iso|img|vhdx?|dmg|pkg|apk|deb|rpm|run|sh|py|docm|dotm|xlsm|xlam|xll|pptm|x?html?|xht|mht|mhtml|svgz?)$/i
const PROGRAM_TYPES =
  /^(application\/(x-msdownload|x-msdos-program|x-sh|java-archive|hta|xhtml\+xml)|text\/html|image\/svg\+xml)$/i
// What turns letters around, or is no letter: it hides the ending that counts.
const UNSEEN = /\p{C}/gu

/** By its last ending first: a program that calls itself a document is a program, and a page runs as one when it is opened. */
function kindOf(given: string, type: string): AttachmentKind {
  // Windows leaves blanks and dots at the end of a name away.
  const name = given.replace(UNSEEN, '').replace(/[\s.]+$/, '')
  if (PROGRAMS.test(name) || PROGRAM_TYPES.test(type)) return 'program'
  if (/^winmail\.dat$/i.test(name) || type === 'application/ms-tnef') return 'outlook'
  if (type === 'message/rfc822') return 'mail'
  if (type.startsWith('image/')) return 'picture'
  return /pdf|word|text|rtf|opendocument/.test(type) ? 'document' : 'other'
}

/** The words of an HTML mail with their lines; addresses of links stay beside their words. */
function wordsOf(html: string): string {
  const linked = seenOf(html).replace(/<a\b[^>]*href\s*=\s*["']?(https?:[^"'\s>]+)["']?[^>]*>(.*?)<\/a>/gis, '$2 $1 ')
  const lines = linked.replace(/<br\s*\/?>|<\/(p|div|li|tr|h\d|blockquote)>/gi, '\n')
  const text = sanitizeHtml(lines, {
    allowedTags: [],
    allowedAttributes: {},
    nonTextTags: ['style', 'script', 'title'],
  })
  const decoded = text.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (entity) => ENTITIES[entity] ?? entity)
  return decoded
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

const HIDDEN =
  /\b(display\s*:\s*none|visibility\s*:\s*(hidden|collapse)|mso-hide\s*:\s*all|opacity\s*:\s*0?\.?0+\s*(;|!|$)|(font-size|max-height)\s*:\s*0+(px|pt|em|%)?\s*(;|!|$)|color\s*:\s*transparent)/i

/** What a reader of the mail sees of it: what is hidden from the eye was said to nobody. */
function seenOf(html: string): string {
  const names = hiddenNames(html)
  return sanitizeHtml(html, {
    allowedTags: false,
    allowedAttributes: false,
    allowVulnerableTags: true,
    nonBooleanAttributes: [],
    exclusiveFilter: ({ tag, attribs }) =>
      tag === 'template' ||
      'hidden' in attribs ||
      HIDDEN.test(attribs.style ?? '') ||
      names.has(`#${attribs.id ?? ''}`) ||
      (attribs.class ?? '').split(/\s+/).some((name) => names.has(`.${name}`)),
  })
}

/** Classes and ids that a plain rule of the mail’s own style hides; what holds for some screens only hides nothing. */
function hiddenNames(html: string): Set<string> {
  const sheets = [...html.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style>/gi)].map((match) => match[1] ?? '')
  const plain = sheets.join('\n').replace(/@[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '')
  const rules = [...plain.matchAll(/([^{}]*)\{([^{}]*)\}/g)].filter((rule) => HIDDEN.test(rule[2] ?? ''))
  return new Set(
    rules.flatMap((rule) => [...(rule[1] ?? '').matchAll(/[.#][\w-]+(?=\s*(?:,|$))/g)].map(([name]) => name)),
  )
}

const ENTITIES: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
}

const ANSWERED =
  /^(on .{5,200} wrote:|am .{5,200} schrieb .*:|le .{5,200} a écrit\s?:|el .{5,200} escribió:|-{2,} ?(original|forwarded) message ?-{2,}|_{20,})\s*$/i

/** A reply-all thread quotes what was said before: what is quoted is not said again. A forwarded mail alone is what it says. */
function withoutQuoted(text: string): { own: string; quoted: string } {
  const lines = text.replace(/\r\n/g, '\n').split('\n')
  const cut = lines.findIndex((line) => ANSWERED.test(line.trim()))
  const above = cut < 0 ? lines : lines.slice(0, cut)
  const own = above
    .filter((line) => !line.startsWith('>'))
    .join('\n')
    .trim()
  const quoted = [...above.filter((line) => line.startsWith('>')), ...(cut < 0 ? [] : lines.slice(cut))]
    .join('\n')
    .trim()
  return own === '' ? { own: quoted, quoted: '' } : { own, quoted }
}
