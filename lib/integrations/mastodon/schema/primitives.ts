import { z } from 'zod'

// No database keeps NUL or half a surrogate pair.
const STORABLE = /^[^\0\p{Surrogate}]*$/u

/** Ids are strings: snowflakes do not fit a JavaScript number. Some forks still send small ones as numbers. */
export const Id = z.union([z.string().min(1).max(64).regex(STORABLE), z.int()]).transform(String)

/** A moment as Mastodon writes it; kept as text, so that nothing is lost. */
export const Instant = z.string().refine((written) => !Number.isNaN(Date.parse(written)), 'not a date')

/** Text from outside, without what PostgreSQL refuses (NUL, half a surrogate pair) and not longer than `max`. */
export const text = (max: number) => z.string().transform((written) => cut(storable(written), max))
const storable = (written: string) => written.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd')

/** Text that a page can do without: missing or of another type, it is empty. */
export const textOrEmpty = (max: number) => text(max).catch('')

/** A value that may be null, missing, or of a type that only a fork sends. */
export const orNull = <T extends z.ZodType>(schema: T) => schema.nullable().catch(null)

/** True, false, or null where Mastodon has no user row to ask (every remote account). */
export const Bool3 = orNull(z.boolean())

export const flag = z.boolean().catch(false)
export const count = z.int().nonnegative().catch(0)

/** An address that may be shown as a link or fetched; any other scheme is dropped. */
export const WebUrl = orNull(z.string().max(4_000).regex(STORABLE).refine(isWebUrl))

/** One of the known words, or the fallback: an unknown word must not cost the whole record. */
export const oneOf = <const Known extends readonly [string, ...string[]], Fallback extends string>(
  known: Known,
  fallback: Fallback,
) => z.union([z.enum(known), z.literal(fallback)]).catch(fallback as never)

export interface Skipped {
  /** Its place in the list. */
  position: number
  /** Its id, when it has one that can be read. */
  id: string | null
  /** Where in it the first fault lies, as `account.created_at: invalid_type`. Never its content. */
  fault: string
}

/** Reads a list element by element, so that one that cannot be read does not take the others with it. */
export function readEach<T extends z.ZodType>(schema: T, list: readonly unknown[]) {
  const values: z.output<T>[] = []
  const skipped: Skipped[] = []
  for (const [position, element] of list.entries()) {
    const read = schema.safeParse(element)
    if (read.success) values.push(read.data)
    else skipped.push({ position, id: idOf(element), fault: faultOf(read.error) })
  }
  return { values, skipped }
}

/** A list inside a record; what cannot be read is left out. */
export const readable = <T extends z.ZodType>(schema: T) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((list) => readEach(schema, list).values)

/** The place of the first fault and its kind; safe to log. */
export function faultOf(error: z.ZodError): string {
  const issue = error.issues[0]
  return issue ? `${issue.path.map(String).join('.') || 'body'}: ${issue.code}` : 'unknown'
}

function idOf(element: unknown): string | null {
  const read = z.object({ id: Id }).safeParse(element)
  return read.success ? read.data.id : null
}

function cut(written: string, max: number): string {
  if (written.length <= max) return written
  // Half a surrogate pair is not text.
  return /[\uD800-\uDBFF]/.test(written.charAt(max - 1)) ? written.slice(0, max - 1) : written.slice(0, max)
}

function isWebUrl(written: string): boolean {
  return URL.canParse(written) && ['http:', 'https:'].includes(new URL(written).protocol)
}
