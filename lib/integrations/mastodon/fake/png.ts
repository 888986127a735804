import { crc32, deflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const GREYSCALE = 0

/** A grey picture whose pattern follows its number: two tiles are never the same, and none shows anything. */
export function drawTile(tile: number, width: number, height: number): Buffer {
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) rows[y * (width + 1) + 1 + x] = shade(tile, x / width, y / height)
  }
  return Buffer.concat([
    SIGNATURE,
    header(width, height),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Four by four fields; the bits of the number make a field lighter, its remainder sets the ground. */
function shade(tile: number, x: number, y: number): number {
  const field = Math.floor(y * 4) * 4 + Math.floor(x * 4)
  const isLit = ((tile * 40_503) >> field) & 1
  return 90 + (tile % 5) * 16 + (isLit ? 48 : 0)
}

function header(width: number, height: number): Buffer {
  const body = Buffer.alloc(13)
  body.writeUInt32BE(width, 0)
  body.writeUInt32BE(height, 4)
  body.set([8, GREYSCALE, 0, 0, 0], 8)
  return chunk('IHDR', body)
}

function chunk(kind: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), body])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
