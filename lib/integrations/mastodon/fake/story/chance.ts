/** Chance that comes out the same in every run with the same seed, so that a story can be told twice. */
export type Chance = {
  /** From 0 up to, not including, 1. */
  float(): number
  /** Both ends included. */
  whole(from: number, to: number): number
  likely(share: number): boolean
  pick<T>(list: readonly [T, ...T[]]): T
}

/** Mulberry32: 32 bits of state are plenty for choosing names and sentences. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  const float = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (from: number, to: number) => from + Math.floor(float() * (to - from + 1))
  return {
    float,
    whole,
    likely: (share) => float() < share,
    pick: (list) => list[whole(0, list.length - 1)] ?? list[0],
  }
}
