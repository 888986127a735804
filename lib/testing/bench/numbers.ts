import { createHash } from 'node:crypto'

export interface Summary {
  median: number
  p95: number
  max: number
  count: number
}

export function summary(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
  return { median: at(0.5), p95: at(0.95), max: sorted.at(-1) ?? Number.NaN, count: sorted.length }
}

/** Megabytes hashed in half a second: what the machine could do at that moment, so that runs can be compared. */
export function calibrate(): number {
  const block = Buffer.alloc(1 << 20, 7)
  const from = performance.now()
  let hashed = 0
  while (performance.now() - from < 500) {
    createHash('sha256').update(block).digest()
    hashed += 1
  }
  return Math.round(hashed / ((performance.now() - from) / 1000))
}

export const round = (value: number, digits = 1): number => Number(value.toFixed(digits))
export const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms))
