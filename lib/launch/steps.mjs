import fs from 'node:fs'
import { run } from './run.mjs'
import { say, seconds } from './say.mjs'

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

/** Counts of one thing that is right or wrong. */
export const verdict = (/** @type {boolean} */ good) => ({ passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0 })

/** @param {Count[]} counts @returns {Count} */
export function total(counts) {
  const sum = (/** @type {keyof Count} */ name) => counts.reduce((all, count) => all + count[name], 0)
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
  return count
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
