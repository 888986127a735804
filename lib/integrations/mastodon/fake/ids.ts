import { createHash } from 'node:crypto'
import type { State } from './state'

/** Milliseconds shifted by 16 bits and a tail, as Mastodon numbers accounts, posts and media. */
export function snowflake(state: State, at: Date): string {
  // An odd factor walks through all 65,536 tails before one comes again.
  const tail = (nextNumber(state, 'snowflake') * 40_503) % 65_536
  return String(BigInt(at.getTime()) * 65_536n + BigInt(tail))
}

/** Small running number of one kind of record, from 1. */
export function nextNumber(state: State, kind: string): number {
  const next = (state.sequences[kind] ?? 0) + 1
  state.sequences[kind] = next
  return next
}

/** Hex digits that look random but are the same in every run: stories stay comparable. */
export function newId(state: State, kind: string, length: number): string {
  const seed = `${kind} ${nextNumber(state, kind)}`
  return createHash('sha256').update(seed).digest('hex').slice(0, length)
}

/** Order of ids that are too long for numbers. Not a number at all counts as zero, as in Ruby. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)
}
