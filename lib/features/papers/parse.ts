import PostalMime from 'postal-mime'
import sanitizeHtml from 'sanitize-html'

export type AttachmentKind = 'document' | 'picture' | 'program' | 'outlook' | 'mail' | 'other'

/** What an e-mail says, as far as it can be read without running or showing anything of it. */
export interface MailFacts {
  from: string
  replyTo: string | null
  subject: string
  /** As the sender's machine wrote it: no proof of when it came. */
  writtenAt: string | null
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
  const writtenAt = mail.date ? new Date(mail.date) : null
  return {
    from,
    replyTo,
    subject: mail.subject ?? '',
    writtenAt: writtenAt && !Number.isNaN(writtenAt.getTime()) ? writtenAt.toISOString() : null,
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

const hostOf = (address: string): string => address.split('@').at(-1)?.toLowerCase() ?? ''

const PROGRAMS = /\.(exe|com|scr|bat|cmd|ps1|vbs|js|jse|jar|msi|lnk|hta|iso|img|apk|sh|docm|xlsm)$/i

/** By its last ending first: a program that calls itself a document is a program. */
function kindOf(name: string, type: string): AttachmentKind {
  if (PROGRAMS.test(name) || type === 'application/x-msdownload') return 'program'
  if (/^winmail\.dat$/i.test(name) || type === 'application/ms-tnef') return 'outlook'
  if (type === 'message/rfc822') return 'mail'
  if (type.startsWith('image/')) return 'picture'
  return /pdf|word|text|rtf|opendocument/.test(type) ? 'document' : 'other'
}

/** The words of an HTML mail with their lines; addresses of links stay beside their words. */
function wordsOf(html: string): string {
  const linked = html.replace(/<a\b[^>]*href\s*=\s*["']?(https?:[^"'\s>]+)["']?[^>]*>(.*?)<\/a>/gis, '$2 $1 ')
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
