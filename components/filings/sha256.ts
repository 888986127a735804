const K = new Uint32Array(64)
const START = new Uint32Array(8)
for (let found = 0, n = 2; found < 64; n++) {
  if (!isPrime(n)) continue
  if (found < 8) START[found] = fractionOf(Math.sqrt(n))
  K[found++] = fractionOf(Math.cbrt(n))
}

function isPrime(n: number): boolean {
  for (let d = 2; d * d <= n; d++) if (n % d === 0) return false
  return true
}

function fractionOf(root: number): number {
  return ((root - Math.floor(root)) * 2 ** 32) | 0
}

/**
 * SHA-256 (FIPS 180-4). Browsers have one of their own only where the page came encrypted, and answer each question of it late:
 * looking for a number takes a hundred thousand.
 */
export function sha256(bytes: Uint8Array): Uint8Array {
  const blocks = Math.ceil((bytes.length + 9) / 64)
  const padded = new Uint8Array(blocks * 64)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29))
  view.setUint32(padded.length - 4, bytes.length << 3)
  const state = Uint32Array.from(START)
  const words = new Uint32Array(64)
  for (let block = 0; block < blocks; block++) {
    for (let n = 0; n < 16; n++) words[n] = view.getUint32(block * 64 + n * 4)
    mix(state, words)
  }
  const hash = new DataView(new ArrayBuffer(32))
  for (const [n, word] of state.entries()) hash.setUint32(n * 4, word)
  return new Uint8Array(hash.buffer)
}

const at = (words: Uint32Array, n: number): number => words[n] ?? 0
const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by))

function mix(state: Uint32Array, words: Uint32Array): void {
  for (let n = 16; n < 64; n++) {
    const [early, late] = [at(words, n - 15), at(words, n - 2)]
    const s0 = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)
    const s1 = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10)
    words[n] = (at(words, n - 16) + s0 + at(words, n - 7) + s1) | 0
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let n = 0; n < 64; n++) {
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + at(K, n) + at(words, n)) | 0
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  for (const [n, word] of [a, b, c, d, e, f, g, h].entries()) state[n] = (at(state, n) + word) | 0
}

const HEX = '0123456789abcdef'
export const hexOf = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => `${HEX[byte >> 4]}${HEX[byte & 15]}`).join('')
