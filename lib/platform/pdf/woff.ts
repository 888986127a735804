import { inflateSync } from 'node:zlib'

/**
 * The font inside a WOFF 1.0 file (W3C Recommendation, sections 3 to 5). fontkit reads such files too, but runs over the end of
 * a table where its last letter is empty, as in the files of these packages.
 */
export function unwrapWoff(woff: Buffer): Buffer {
  if (woff.readUInt32BE(0) !== SIGNATURE) throw new Error('not a WOFF file')
  const tables = readTables(woff)
  const head = Buffer.alloc(12 + 16 * tables.length)
  const power = Math.floor(Math.log2(tables.length))
  head.writeUInt32BE(woff.readUInt32BE(4), 0)
  head.writeUInt16BE(tables.length, 4)
  head.writeUInt16BE(16 * 2 ** power, 6)
  head.writeUInt16BE(power, 8)
  head.writeUInt16BE(16 * (tables.length - 2 ** power), 10)
  let offset = head.length
  const bodies = tables.map(({ tag, checksum, bytes }, place) => {
    const at = 12 + 16 * place
    head.write(tag, at, 'latin1')
    head.writeUInt32BE(checksum, at + 4)
    head.writeUInt32BE(offset, at + 8)
    head.writeUInt32BE(bytes.length, at + 12)
    const padded = Buffer.concat([bytes], Math.ceil(bytes.length / 4) * 4)
    offset += padded.length
    return padded
  })
  return Buffer.concat([head, ...bodies, Buffer.alloc(ROOM_AFTER_LAST)])
}

const SIGNATURE = 0x774f4646
/** A reader looks for the box of an empty letter behind its table. */
const ROOM_AFTER_LAST = 16

interface Table {
  tag: string
  checksum: number
  bytes: Buffer
}

function readTables(woff: Buffer): Table[] {
  return Array.from({ length: woff.readUInt16BE(12) }, (_, place) => {
    const at = 44 + 20 * place
    const [offset, packed, size] = [woff.readUInt32BE(at + 4), woff.readUInt32BE(at + 8), woff.readUInt32BE(at + 12)]
    const bytes = woff.subarray(offset, offset + packed)
    return {
      tag: woff.toString('latin1', at, at + 4),
      checksum: woff.readUInt32BE(at + 16),
      bytes: packed < size ? inflateSync(bytes) : bytes,
    }
  })
}
