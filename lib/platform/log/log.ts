type Fields = Record<string, string | number | boolean | null | undefined>

/** One JSON line. Identifiers and codes only, never what people wrote. */
export function log(level: 'info' | 'warn' | 'error', event: string, fields: Fields = {}): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, event, ...fields })}\n`)
}

/** What may be logged of an unexpected error: its kind and where, without the message of a database or of a stranger. */
export function traceOf(error: unknown): Fields {
  if (!(error instanceof Error)) return { error: typeof error }
  // The stack repeats the message, whose lines may look like places.
  const places = (error.stack ?? '').replace(error.message, () => '')
  const frames = places.split('\n').filter((line) => line.trimStart().startsWith('at '))
  const code = 'code' in error ? String(error.code) : undefined
  return {
    error: error.name,
    code,
    where: frames
      .slice(0, 4)
      .map((f) => f.trim())
      .join(' | '),
  }
}
