import { sha256 } from './sha256'

interface Given {
  challenge: string
  bits: number
}

const SLICE_MS = 12

/** Looks for the number whose hash begins with so many zero bits, in slices: the page goes on answering meanwhile. */
export async function solve({ challenge, bits }: Given): Promise<Given & { answer: string }> {
  const encoder = new TextEncoder()
  for (let n = 0; ; await new Promise((done) => setTimeout(done))) {
    for (const until = performance.now() + SLICE_MS; performance.now() < until; n++)
      if (zeroBits(sha256(encoder.encode(`${challenge}:${n}`))) >= bits) return { challenge, bits, answer: String(n) }
  }
}

function zeroBits(hash: Uint8Array): number {
  const at = hash.findIndex((byte) => byte !== 0)
  return at < 0 ? hash.length * 8 : at * 8 + Math.clz32(hash[at] ?? 0) - 24
}
