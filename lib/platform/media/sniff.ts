export interface Sniffed {
  /** As the bytes say. */
  type: string
  /** Of a picture, in pixels, where its head says so. */
  width: number | null
  height: number | null
}

/** Whether a file may be taken: what a header calls it must be what it is, and no picture may unfold beyond all measure. */
export type MediaFault = 'notMedia' | 'lies' | 'bomb'

/** A hundred megapixels are 400 MB once unfolded; Mastodon itself takes about 33. */
const MAX_PIXELS = 100_000_000

export function mediaFault(bytes: Uint8Array, declared: string): MediaFault | null {
  const found = sniff(bytes)
  if (!found) return 'notMedia'
  if (!isSameKind(found.type, declared)) return 'lies'
  return found.width !== null && found.height !== null && found.width * found.height > MAX_PIXELS ? 'bomb' : null
}

/** What a file is by its first bytes; null for anything that Mastodon serves no media as. */
export function sniff(bytes: Uint8Array): Sniffed | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kind = KINDS.find(({ fits }) => fits(file))
  if (!kind) return null
  const type = typeof kind.type === 'string' ? kind.type : kind.type(file)
  if (!type) return null
  const size = kind.size?.(file)
  return { type, width: size?.[0] ?? null, height: size?.[1] ?? null }
}

type Size = readonly [number, number]
interface Kind {
  type: string | ((file: Buffer) => string | null)
  fits: (file: Buffer) => boolean
  size?: (file: Buffer) => Size | undefined
}

const at = (file: Buffer, offset: number, text: string): boolean =>
  file.length >= offset + text.length && file.toString('latin1', offset, offset + text.length) === text
const starts =
  (...beginnings: string[]) =>
  (file: Buffer): boolean =>
    beginnings.some((text) => at(file, 0, text))

const KINDS: readonly Kind[] = [
  {
    type: 'image/png',
    fits: starts('\x89PNG\r\n\x1a\n'),
    size: (file) => (file.length >= 24 ? [file.readUInt32BE(16), file.readUInt32BE(20)] : undefined),
  },
  { type: 'image/jpeg', fits: starts('\xff\xd8\xff'), size: jpegSize },
  {
    type: 'image/gif',
    fits: starts('GIF87a', 'GIF89a'),
    size: (file) => (file.length >= 10 ? [file.readUInt16LE(6), file.readUInt16LE(8)] : undefined),
  },
  { type: 'image/webp', fits: (file) => at(file, 0, 'RIFF') && at(file, 8, 'WEBP'), size: webpSize },
  { type: 'audio/wav', fits: (file) => at(file, 0, 'RIFF') && at(file, 8, 'WAVE') },
  { type: brandOf, fits: (file) => at(file, 4, 'ftyp') },
  { type: 'video/webm', fits: starts('\x1a\x45\xdf\xa3') },
  { type: 'audio/ogg', fits: starts('OggS') },
  { type: 'audio/flac', fits: starts('fLaC') },
  { type: 'video/x-ms-asf', fits: starts('\x30\x26\xb2\x75\x8e\x66\xcf\x11') },
  // Frames of MPEG audio begin with eleven bits that are set.
  { type: 'audio/mpeg', fits: (file) => at(file, 0, 'ID3') || (file[0] === 0xff && ((file[1] ?? 0) & 0xe0) === 0xe0) },
]

const BRANDS: readonly [RegExp, string][] = [
  [/^avi[fs]/, 'image/avif'],
  [/^(hei[cxms]|hev[cxms]|mif1|msf1)/, 'image/heic'],
  [/^qt /, 'video/quicktime'],
  [/^M4[AB] /, 'audio/mp4'],
]
function brandOf(file: Buffer): string {
  const brand = file.toString('latin1', 8, 12)
  return BRANDS.find(([pattern]) => pattern.test(brand))?.[1] ?? 'video/mp4'
}

/** Its size stands in the first start of a frame, after segments that say how long they are. */
function jpegSize(file: Buffer): Size | undefined {
  for (let offset = 2; offset + 9 < file.length; ) {
    if (file[offset] !== 0xff) return undefined
    const marker = file[offset + 1] ?? 0
    if (marker === 0xff) {
      offset += 1
      continue
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return [file.readUInt16BE(offset + 7), file.readUInt16BE(offset + 5)]
    offset += 2 + file.readUInt16BE(offset + 2)
  }
  return undefined
}

function webpSize(file: Buffer): Size | undefined {
  if (file.length < 30) return undefined
  if (at(file, 12, 'VP8X')) return [file.readUIntLE(24, 3) + 1, file.readUIntLE(27, 3) + 1]
  if (at(file, 12, 'VP8 ')) return [file.readUInt16LE(26) & 0x3fff, file.readUInt16LE(28) & 0x3fff]
  if (!at(file, 12, 'VP8L')) return undefined
  const bits = file.readUInt32LE(21)
  return [(bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1]
}

// Containers of the same family go by several names.
const FAMILIES: readonly (readonly string[])[] = [
  ['image/heic', 'image/heif'],
  ['video/mp4', 'video/quicktime', 'audio/mp4', 'audio/x-m4a', 'audio/m4a', 'audio/aac', 'audio/3gpp'],
  ['audio/ogg', 'video/ogg', 'audio/vorbis', 'audio/opus'],
  ['video/webm', 'audio/webm', 'audio/x-matroska'],
  ['audio/mpeg', 'audio/mp3', 'audio/aac'],
  ['audio/wav', 'audio/x-wav', 'audio/wave', 'audio/vnd.wave', 'audio/x-pn-wave'],
  ['audio/flac', 'audio/x-flac'],
  ['video/x-ms-asf', 'audio/x-ms-wma'],
]
const isSameKind = (found: string, declared: string): boolean =>
  found === declared || FAMILIES.some((family) => family.includes(found) && family.includes(declared))
