import type { Figures } from './table'

/** What was found so far, and why some of it was not. */
export interface Found {
  figures: Partial<Figures>
  missing: Partial<Record<keyof Figures, string>>
}

/** Measures one part; when that fails the others go on, and the table says of its figures why they are not there. */
export async function part(
  found: Found,
  names: readonly (keyof Figures)[],
  measure: () => Promise<void>,
): Promise<void> {
  try {
    await measure()
  } catch (error) {
    const [why = ''] = (error instanceof Error ? error.message : String(error)).trim().split('\n')
    console.log(`  not measured: ${why}`)
    for (const name of names) if (found.figures[name] === undefined) found.missing[name] = why
  }
}
