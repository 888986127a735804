import fs from 'node:fs'
import { stripVTControlCharacters } from 'node:util'
import { run } from './run.mjs'
import { say, seconds } from './say.mjs'

/**
 * `failures` says what failed, for the end of a long log: names, with the first lines of why.
 * @typedef {{ passed: number, failed: number, skipped: number, failures?: string[] }} Count
 */

/** Counts of one thing that is right or wrong. */
export const verdict = (/** @type {boolean} */ good) => ({ passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0 })

/** @param {Count[]} counts @returns {Count} */
export function total(counts) {
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ name) =>
    counts.reduce((all, count) => all + count[name], 0)
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
}

/**
 * Runs one step, says how it went and how long it took.
 * @param {string} name @param {() => Promise<Count>} work
 */
export async function step(name, work) {
  const from = performance.now()
  say(`\n── ${name}`)
  const count = await work()
  const good = count.failed === 0
  say(`── ${name}: ${good ? 'good' : 'FAILED'} (${seconds(from)})`)
  return good ? count : { ...count, failures: (count.failures ?? ['']).map((failure) => `${name}: ${failure}`.trim()) }
}

/**
 * The end of a run: what failed once more, because a long log is often read from its end, and one line of counts.
 * @param {Count[]} counts
 * @returns {Count}
 */
export function conclude(counts) {
  const failures = counts.flatMap((count) => count.failures ?? [])
  if (failures.length > 0) say(`\nWhat failed:\n${failures.join('\n')}`)
  const sum = total(counts)
  say(`\n${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`)
  return sum
}

const MOST_AGAIN = 3

/**
 * Runs files of tests. A few that failed are run once more, by themselves: what fails then failed. What passes then is
 * counted as passed and named, so that nobody takes it for sound.
 * @template {Count & { failures: string[], failedFiles: string[] }} T
 * @param {(files: string[]) => Promise<T>} runFiles all of them when none is named
 * @returns {Promise<Count>}
 */
export async function withSecondTry(runFiles) {
  const first = await runFiles([])
  const files = first.failedFiles
  if (files.length === 0 || files.length > MOST_AGAIN) return first
  say(`\nOnce more, by themselves:\n${first.failures.join('\n')}`)
  const again = await runFiles(files)
  if (again.failed > 0) return { ...first, failures: again.failures }
  say(`\nPassed at the second try only: ${files.join(', ')}`)
  return { ...first, passed: first.passed + first.failed, failed: 0, failures: [] }
}

const LINES_OF_WHY = 12

/** A failure in a few lines, without the colours of a terminal. @param {string} name @param {string} [why] */
export function failure(name, why = '') {
  const lines = stripVTControlCharacters(why).split('\n')
  return [name, ...lines.filter((line) => line.trim() !== '').slice(0, LINES_OF_WHY)].join('\n    ')
}

/**
 * A tool that is either content or not.
 * @param {string} name @param {string[]} command
 */
export const toolStep = (name, [program = '', ...args]) =>
  step(name, async () => verdict((await run(program, args)) === 0))

/**
 * Counts of a run that wrote a report. No report, or a failure that the report does not know, is a failure too.
 * @template T
 * @param {{ code: number, file: string, read: (report: T) => Count }} run
 * @returns {Count}
 */
export function countReport({ code, file, read }) {
  if (!fs.existsSync(file)) return verdict(false)
  const count = read(JSON.parse(fs.readFileSync(file, 'utf8')))
  fs.rmSync(file)
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count
}
