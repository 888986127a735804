const shared = globalThis as { docketPlaces?: Map<string, (() => void)[]> }
const places = (shared.docketPlaces ??= new Map<string, (() => void)[]>())

/**
 * Takes one of so many places under a key; what it returns gives it back, once. When all are taken the one who came first has
 * to go: a browser that left without a word keeps nobody out.
 */
export function takePlace(key: string, most: number, onLost: () => void): () => void {
  const taken = places.get(key) ?? []
  const place = () => onLost()
  places.set(key, [...taken, place])
  if (taken.length >= most) taken[0]?.()
  return () => {
    const left = (places.get(key) ?? []).filter((one) => one !== place)
    if (left.length > 0) places.set(key, left)
    else places.delete(key)
  }
}
