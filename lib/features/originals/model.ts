import type { Exhibit } from '@/lib/features/casefile/schema'
import type { EvidenceView } from '@/lib/features/evidence/schema'

/** An exhibit with its bytes; null where there are none to deliver, and `exhibit.missing` says why. */
export interface Original {
  exhibit: Exhibit
  evidenceId: string | null
  /** Where it is a paper that came in or went out: its object in the vault. */
  paperObjectId?: string
  /** Posts that it shows, as far as its row says. */
  shows: string[]
}

/**
 * Puts what was sealed beside what it shows: the first sealing of a report or a post is that exhibit, everything else is one of its
 * own, in the order in which it was seen.
 */
export function exhibitsWith(exhibits: readonly Exhibit[], evidence: readonly EvidenceView[]): Original[] {
  const taken = new Set<string>()
  const named = exhibits.map((exhibit): Original => {
    const its = evidence.find(
      (one) => one.kind === exhibit.kind && one.remoteId === exhibit.of && reasonAgainst(one) === null,
    )
    if (!its) return { exhibit, evidenceId: null, shows: [] }
    taken.add(its.id)
    return { exhibit: { ...exhibit, ...provenanceOf(its) }, evidenceId: its.id, shows: showsOf(its) }
  })
  const others = evidence
    .filter((one) => !taken.has(one.id))
    .map((one, place): Original => {
      const missing = reasonAgainst(one)
      return {
        exhibit: {
          number: exhibits.length + place + 1,
          kind: one.kind,
          of: one.remoteId,
          title: one.postId ? `${one.kind} ${one.remoteId} of post ${one.postId}` : `${one.kind} ${one.remoteId}`,
          address: one.address,
          postedAt: one.postedAt,
          reportedAt: one.reportedAt,
          file: null,
          ...provenanceOf(one),
          missing,
        },
        evidenceId: missing === null ? one.id : null,
        shows: showsOf(one),
      }
    })
  return [...named, ...others]
}

export interface KeptPaper {
  id: string
  way: string
  kind: string
  at: Date
  recordedAt: Date
  mediaType: string
  objectId: string | null
  sha256: string | null
  size: number | null
}

/** Papers are exhibits too, after everything that was sealed of the instance, in the order in which they came and went. */
export function paperExhibits(before: number, papers: readonly KeptPaper[]): Original[] {
  return papers.map(({ id, way, kind, at, recordedAt, mediaType, objectId, sha256, size }, place) => ({
    exhibit: {
      number: before + place + 1,
      kind: 'paper',
      of: id,
      title: `paper: ${kind}, ${way}`,
      address: null,
      postedAt: at.toISOString(),
      reportedAt: null,
      seenAt: recordedAt.toISOString(),
      serverDate: null,
      clockOffsetMs: null,
      status: null,
      mediaType,
      cut: [],
      sealed: sha256 === null ? null : { sha256, bytes: size ?? 0 },
      file: null,
      missing: objectId ? null : 'notSealed',
    },
    evidenceId: null,
    ...(objectId ? { paperObjectId: objectId } : {}),
    shows: [],
  }))
}

const MAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu

/** A text freed of secret links, of e-mail addresses, and of what is known to be somebody's address or telephone. */
export function withoutContacts(text: string, contacts: readonly string[]): string {
  const known = contacts.filter((one) => one.length >= SHORTEST).toSorted((a, b) => b.length - a.length)
  const freed = known.reduce((words, one) => words.replaceAll(one, CONTACT), text.replace(SECRET, '$1[link]'))
  // A handle of another server is spelled like one behind an @.
  return freed.replace(MAIL, (found, at: number, all: string) => (all[at - 1] === '@' ? found : CONTACT))
}
/** Ways that open to their secret alone; also where somebody quotes the letter that they came with. */
const SECRET = /(\/(?:dmca\/counter|case)\/)[\w-]{43}(?![\w-])/g
const SHORTEST = 6
const CONTACT = '[contact details, in no bundle]'

const showsOf = ({ remoteId, postId }: EvidenceView): string[] => (postId ? [postId] : [remoteId])

const provenanceOf = (one: EvidenceView) => ({
  seenAt: one.seenAt,
  serverDate: one.dateHeader,
  clockOffsetMs: one.clockOffsetMs,
  status: one.status,
  mediaType: one.contentType ?? (one.kind === 'media' ? null : 'application/json'),
  cut: one.cut,
  sealed: one.sha256 === null ? null : { sha256: one.sha256, bytes: one.size ?? 0 },
  missing: null,
})

/** Why its bytes are not delivered: a key under `withheld.`; null where they are. */
function reasonAgainst({ state, class: kind }: EvidenceView): string | null {
  if (state !== 'sealed') return STATES[state] ?? 'other'
  if (kind === 'ordinary') return null
  return kind === 'quarantine' ? 'unjudged' : kind === 'childSafety' ? 'childSafety' : 'other'
}

const STATES: Partial<Record<EvidenceView['state'], string>> = {
  hashOnly: 'hashOnly',
  missing: 'missing',
  refused: 'refused',
  intimate: 'intimate',
  expired: 'expired',
  destroyed: 'destroyed',
}

export const isJson = ({ mediaType, kind }: Exhibit): boolean =>
  kind !== 'media' && (mediaType === null || /^application\/(?:[\w.+-]*\+)?json\b/.test(mediaType))

/** Every id in an answer of Mastodon: what it names. */
export function idsIn(value: unknown, found = new Set<string>()): string[] {
  if (Array.isArray(value)) for (const one of value) idsIn(one, found)
  else if (typeof value === 'object' && value !== null) {
    for (const [key, its] of Object.entries(value)) {
      if (/^(id|in_reply_to_id)$/.test(key) && typeof its === 'string') found.add(its)
      else idsIn(its, found)
    }
  }
  return [...found]
}

const ENDINGS: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'video/quicktime': 'mov',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'audio/flac': 'flac',
  'text/plain': 'txt',
  'message/rfc822': 'eml',
}

/** Where an exhibit lies: its number first, so that the folder is in order. */
export function pathOf(exhibit: Exhibit, readable: (text: string) => string): string {
  const { number, kind, of, mediaType } = exhibit
  const name = readable(of)
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 60)
  const ending = isJson(exhibit) ? 'json' : (ENDINGS[mediaType?.split(';')[0]?.trim() ?? ''] ?? 'bin')
  return `originals/${String(number).padStart(4, '0')}-${kind}-${name || 'unnamed'}.${ending}`
}
