import { describe, expect, it } from 'vitest'
import { drawTile } from '@/lib/integrations/mastodon/fake/png'
import { mediaFault, sniff } from './sniff'

const bytes = (...parts: (string | number[])[]) =>
  new Uint8Array(
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part)))),
  )
const png = (width: number, height: number) => {
  const size = Buffer.alloc(8)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  return bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', [...size], '\x08\x06\0\0\0')
}

describe('the type of a file', () => {
  it.each<[string, Uint8Array]>([
    ['image/png', png(10, 20)],
    ['image/jpeg', bytes('\xff\xd8\xff\xe0\0\x10JFIF')],
    ['image/gif', bytes('GIF89a', [16, 0, 9, 0])],
    ['image/webp', bytes('RIFF\0\0\0\0WEBPVP8 ')],
    ['image/avif', bytes('\0\0\0\x20ftypavif')],
    ['image/heic', bytes('\0\0\0\x20ftypheic')],
    ['video/mp4', bytes('\0\0\0\x20ftypisom')],
    ['video/quicktime', bytes('\0\0\0\x20ftypqt  ')],
    ['audio/mp4', bytes('\0\0\0\x20ftypM4A ')],
    ['video/webm', bytes('\x1a\x45\xdf\xa3')],
    ['audio/ogg', bytes('OggS')],
    ['audio/wav', bytes('RIFF\0\0\0\0WAVE')],
    ['audio/mpeg', bytes('ID3')],
    ['audio/flac', bytes('fLaC')],
  ])('%s is seen from its bytes', (type, file) => {
    expect(sniff(file)?.type).toBe(type)
    expect(mediaFault(file, type)).toBeNull()
  })

  it.each(['<svg xmlns="x">', '<!doctype html>', 'PK\x03\x04', '%PDF-1.7', 'MZ', '', '{"a":1}'])(
    '%j is no media',
    (text) => {
      expect(sniff(bytes(text))).toBeNull()
      expect(mediaFault(bytes(text), 'image/png')).toBe('notMedia')
    },
  )

  it('that the header says otherwise of is a lie, but for names of the same kind', () => {
    expect(mediaFault(png(10, 10), 'image/jpeg')).toBe('lies')
    expect(mediaFault(bytes('\0\0\0\x20ftypisom'), 'image/png')).toBe('lies')
    expect(mediaFault(bytes('\0\0\0\x20ftypqt  '), 'video/mp4')).toBeNull()
    expect(mediaFault(bytes('OggS'), 'audio/opus')).toBeNull()
  })
})

describe('a picture that unfolds beyond measure', () => {
  const jpeg = (width: number, height: number) =>
    bytes(
      '\xff\xd8\xff\xe0\0\x04ab\xff\xc2\0\x11\x08',
      [height >> 8, height & 255, width >> 8, width & 255],
      '\x03aaaaaaaaa',
    )
  const webp = bytes('RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0', [0xff, 0xff, 0], [0xff, 0xff, 0])
  it.each<[string, string, Uint8Array]>([
    ['PNG', 'image/png', png(50_000, 50_000)],
    ['JPEG', 'image/jpeg', jpeg(60_000, 60_000)],
    ['GIF', 'image/gif', bytes('GIF89a', [0xff, 0xff, 0xff, 0xff])],
    ['WebP', 'image/webp', webp],
  ])('is refused: %s', (_label, type, file) => {
    expect(mediaFault(file, type)).toBe('bomb')
  })

  it('is none of usual size', () => {
    expect(mediaFault(jpeg(4000, 3000), 'image/jpeg')).toBeNull()
    const tile = drawTile(3, 240, 160)
    expect(sniff(tile)).toEqual({ type: 'image/png', width: 240, height: 160 })
  })
})
