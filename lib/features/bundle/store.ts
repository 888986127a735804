import { PassThrough, Readable } from 'node:stream'
import { ZipFile } from 'yazl'

/** A file of the bundle: in memory, or read piece by piece each time it is asked for. */
export type Part = { path: string } & (
  | { bytes: Uint8Array }
  | { open: () => AsyncIterable<Uint8Array>; isPacked: boolean }
)

// A ZIP keeps the clock of a wall, without a zone: this is the same one everywhere.
const WALL = new Date(2000, 0, 1, 12)

/** A ZIP of the parts in the order in which they are given; the same parts give the same bytes. Read on as it is sent. */
export function packed(parts: readonly Part[]): ReadableStream<Uint8Array> {
  const zip = new ZipFile()
  for (const part of parts) {
    const options = { mtime: WALL, mode: 0o100644, forceDosTimestamp: true }
    if ('bytes' in part) zip.addBuffer(Buffer.from(part.bytes), part.path, options)
    else
      zip.addReadStreamLazy(part.path, { ...options, compress: !part.isPacked }, (give) => {
        // yazl waits for an error on the stream that it is given.
        give(null, Readable.from(part.open()))
      })
  }
  zip.end()
  const out = zip.outputStream.pipe(new PassThrough())
  // A file that cannot be read to its end breaks the download: half a bundle must not look whole.
  zip.on('error', (error: Error) => out.destroy(error))
  return Readable.toWeb(out) as ReadableStream<Uint8Array>
}

export async function readAll(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of stream as unknown as AsyncIterable<Uint8Array>) pieces.push(piece)
  return Buffer.concat(pieces)
}
