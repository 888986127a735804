import { isParams, type Value } from '../params'

const kindOf = (value: Value) => (value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value)

/** Where two bodies differ in shape: keys, types, nulls and lengths of lists. */
export function shapeDifferences(recorded: Value, given: Value, path = ''): string[] {
  if (kindOf(recorded) !== kindOf(given)) return [`${path || 'body'}: ${kindOf(recorded)}, here ${kindOf(given)}`]
  if (Array.isArray(recorded) && Array.isArray(given)) return listDifferences(recorded, given, path)
  if (isParams(recorded) && isParams(given)) {
    const keys = new Set([...Object.keys(recorded), ...Object.keys(given)])
    return [...keys].flatMap((key) => keyDifferences(recorded[key], given[key], `${path}.${key}`))
  }
  return []
}

function listDifferences(recorded: Value[], given: Value[], path: string): string[] {
  if (recorded.length !== given.length) return [`${path}: ${recorded.length} in the list, here ${given.length}`]
  return recorded.flatMap((one, place) => shapeDifferences(one, given[place] ?? null, `${path}[${place}]`))
}

function keyDifferences(recorded: Value | undefined, given: Value | undefined, path: string): string[] {
  if (recorded === undefined) return [`${path}: not in the recording`]
  if (given === undefined) return [`${path}: missing`]
  return shapeDifferences(recorded, given, path)
}

/** Where plain values differ; both bodies have the same shape. */
export function valueDifferences(
  recorded: Value,
  given: Value,
  isCompared: (path: string) => boolean,
  path = '',
): string[] {
  if (Array.isArray(recorded) && Array.isArray(given)) {
    return recorded.flatMap((one, place) => valueDifferences(one, given[place] ?? null, isCompared, `${path}[]`))
  }
  if (isParams(recorded) && isParams(given)) {
    return Object.entries(recorded).flatMap(([key, value]) =>
      valueDifferences(value, given[key] ?? null, isCompared, `${path}.${key}`),
    )
  }
  return recorded === given || !isCompared(path)
    ? []
    : [`${path}: ${JSON.stringify(recorded)}, here ${JSON.stringify(given)}`]
}
