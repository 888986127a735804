const shared = globalThis as { docketPlaces?: Map<string, number> }
const places = (shared.docketPlaces ??= new Map<string, number>())

/** Takes one of so many places under a key; what it returns gives it back, once. Null when all are taken. */
export function takePlace(key: string, most: number): (() => void) | null {
  const taken = countOf(key)
  if (taken >= most) return null
  places.set(key, taken + 1)
  let isIn = true
  return () => {
    if (!isIn) return
    isIn = false
    const left = countOf(key) - 1
    if (left > 0) places.set(key, left)
    else places.delete(key)
  }
}

const countOf = (key: string): number => places.get(key) ?? 0
