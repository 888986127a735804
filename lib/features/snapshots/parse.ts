/**
 * Takes values out of a JSON text without touching another byte: each is replaced by `null`, and where is told. E-mail and IP
 * addresses stand in Mastodon's reports and accounts for moderators and belong in no snapshot. No hash of the uncut text is kept:
 * with all else known, an IP address could be found from it by trying them all.
 */
export interface CutText {
  bytes: Uint8Array
  /** Paths of the fields whose values were taken out, as `target_account.email`; each once. */
  cut: string[]
}

/** Fields of an account for moderators that say how to reach a person. */
const CONTACTS: readonly string[] = ['email', 'ip', 'ips', 'canonical_email', 'unconfirmed_email']
const NOTHING = ['null', '[]', '""', '{}']

export interface Member {
  /** Names of the fields on the way, without places in lists. */
  path: string
  key: string
  /** Where its value stands in the text. */
  start: number
  end: number
  text: () => string
}

/** Whether a value is taken out, beyond contacts. */
export type IsCut = (member: Member) => boolean

/** A single answer. */
export function withoutContacts(bytes: Uint8Array, isCut: IsCut = () => false): CutText {
  const text = latin(bytes)
  return cutOf(text, 0, text.length, isCut)
}

/** The elements of a list, or the one of a single answer, by their id; each without contacts. */
export function elementsById(bytes: Uint8Array): Map<string, CutText> {
  const text = latin(bytes)
  const found = new Map<string, CutText>()
  for (const { start, end } of elementsOf(text)) {
    const id = idOf(text, start, end)
    if (id !== null)
      found.set(
        id,
        cutOf(text, start, end, () => false),
      )
  }
  return found
}

function elementsOf(text: string): { start: number; end: number }[] {
  const elements: { start: number; end: number }[] = []
  const from = skipSpace(text, 0)
  if (text[from] !== '[') return [{ start: from, end: scan(text, from) }]
  scan(text, from, { onElement: (depth, start, end) => void (depth === 1 && elements.push({ start, end })) })
  return elements
}

function idOf(text: string, start: number, end: number): string | null {
  let id: string | null = null
  scan(text.slice(0, end), start, {
    onMember(member) {
      if (member.path === 'id') id = member.text().replaceAll('"', '')
    },
  })
  return id
}

function cutOf(text: string, start: number, end: number, isCut: IsCut): CutText {
  const spans: { start: number; end: number; path: string }[] = []
  scan(text.slice(0, end), start, {
    onMember(member) {
      const isTaken = CONTACTS.includes(member.key) || isCut(member)
      if (isTaken && !NOTHING.includes(member.text())) spans.push(member)
    },
    onElement(_depth, from, to, path) {
      const element: Member = { path, key: '', start: from, end: to, text: () => text.slice(from, to) }
      if (isCut(element)) spans.push(element)
    },
  })
  // The outermost of those that lie in each other.
  const outer = spans.filter((span) => !spans.some((other) => other !== span && holds(other, span)))
  let cut = ''
  let at = start
  for (const span of outer.toSorted((a, b) => a.start - b.start)) {
    cut += `${text.slice(at, span.start)}null`
    at = span.end
  }
  cut += text.slice(at, end)
  return { bytes: Buffer.from(cut, 'latin1'), cut: [...new Set(outer.map((span) => span.path))].toSorted() }
}

const holds = (outer: { start: number; end: number }, inner: { start: number; end: number }): boolean =>
  outer.start <= inner.start && outer.end >= inner.end

interface Listener {
  onMember?: (member: Member) => void
  onElement?: (depth: number, start: number, end: number, path: string) => void
}

const MAX_DEPTH = 200

/** Walks over one value that was parsed before, and so is well formed; gives where it ends. */
function scan(text: string, from: number, listener: Listener = {}, path: readonly string[] = [], depth = 0): number {
  if (depth > MAX_DEPTH) throw new Error('nested too deeply')
  let at = skipSpace(text, from)
  if (text[at] === '"') return endOfString(text, at)
  if (text[at] === '[') {
    for (at = skipSpace(text, at + 1); text[at] !== ']'; at = nextPart(text, at)) {
      const start = at
      at = scan(text, start, listener, path, depth + 1)
      listener.onElement?.(depth + 1, start, at, path.join('.'))
    }
    return at + 1
  }
  if (text[at] === '{') {
    for (at = skipSpace(text, at + 1); text[at] !== '}'; at = nextPart(text, at)) {
      const endOfKey = endOfString(text, at)
      const key = String(JSON.parse(text.slice(at, endOfKey)))
      const start = skipSpace(text, skipSpace(text, endOfKey) + 1)
      const inner = [...path, key]
      at = scan(text, start, listener, inner, depth + 1)
      const end = at
      listener.onMember?.({ path: inner.join('.'), key, start, end, text: () => text.slice(start, end) })
    }
    return at + 1
  }
  LITERAL.lastIndex = at
  const literal = LITERAL.exec(text)
  if (!literal) throw new Error('not JSON')
  return at + literal[0].length
}
const LITERAL = /[-+.\w]+/y

function nextPart(text: string, at: number): number {
  const next = skipSpace(text, at)
  return text[next] === ',' ? skipSpace(text, next + 1) : next
}

function skipSpace(text: string, from: number): number {
  let at = from
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at += 1
  return at
}

function endOfString(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let slashes = 0
    while (text[at - 1 - slashes] === '\\') slashes += 1
    if (slashes % 2 === 0) return at + 1
  }
  throw new Error('not JSON')
}

// One character a byte: what was not cut comes out as it went in, whatever its encoding.
const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')
