import fs from 'node:fs'
import { answerOf } from '@/lib/features/clocks/model'
import { CALENDARS } from '@/lib/platform/calendar/nationwide'
import { AppError } from '@/lib/platform/errors/error'
import { t } from '@/lib/platform/i18n/translate'

/**
 * `npm run --silent clocks -- FILE`: a JSON array of {id, clock, input} into one JSON line {id, output} each. What cannot be
 * computed gets a line {id, error}; the others are computed all the same, and the program ends with 1.
 */
const [file = ''] = process.argv.slice(2)
const list = read(file)
for (const [index, entry] of list.entries()) console.log(JSON.stringify(lineFor(entry, index)))

function lineFor(entry: unknown, index: number): { id: unknown; output?: object; error?: string } {
  const { id = index, clock, input } = isRecord(entry) ? entry : {}
  try {
    if (!isRecord(entry)) throw new AppError('badInput', { fields: `[${index}]` })
    return { id, output: answerOf(typeof clock === 'string' ? clock : '', input, CALENDARS) }
  } catch (error) {
    process.exitCode = 1
    if (!(error instanceof AppError)) throw error
    return { id, error: t(`error.${error.code}`, error.values) }
  }
}

function read(name: string): unknown[] {
  try {
    const found: unknown = JSON.parse(fs.readFileSync(name || 0, 'utf8'))
    if (Array.isArray(found)) return found
  } catch {
    // Told below: no file, or no JSON.
  }
  console.error(t('clocks.noArray', { file: name || '-' }))
  process.exit(1)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
