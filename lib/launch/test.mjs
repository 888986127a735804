import fs from 'node:fs'
import path from 'node:path'
import { openBrowser } from './browser.mjs'
import { build } from './build.mjs'
import { runChecks } from './check.mjs'
import { startDatabase } from './database.mjs'
import { withoutSettings } from './environment.mjs'
import { install } from './install.mjs'
import { inRoot } from './place.mjs'
import { runNode } from './run.mjs'
import { LaunchError, main, say } from './say.mjs'
import { conclude, countReport, failure, step, verdict, withSecondTry } from './steps.mjs'
import { runVitest, testFolder } from './unit.mjs'

/**
 * @typedef {{ title: string, file: string, ok: boolean, tests: { results: { error?: { message?: string } }[] }[] }} Spec
 * @typedef {{ spec: Spec, why?: string | undefined }} Failed
 *
 * @typedef {object} Suite
 * @property {Suite[]} [suites]
 * @property {Spec[]} [specs]
 * @typedef {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors: { message?: string }[], suites: Suite[] }} JourneyReport
 */

/** Everything, from a clean clone on. Ends with one line of counts. */
async function test() {
  await install()
  const counts = await runChecks()
  /** @type {string | null} */
  let browser = null
  counts.push(await step('browser', async () => verdict((browser = await openBrowser()) !== null)))
  const built = await step('build', buildStep)
  counts.push(built)
  if (browser && built.failed === 0) counts.push(await step('journeys', () => runJourneys(browser ?? '')))
  if (built.failed === 0) counts.push(await step('launcher', runLauncherTests))
  counts.push(await step('faults, a sample', runFaults))
  const { failed, skipped } = conclude(counts)
  const isAllowed = skipped === 0 || !process.argv.includes('--no-skips')
  return failed === 0 && isAllowed ? 0 : 1
}

async function buildStep() {
  try {
    await build()
    return verdict(true)
  } catch (error) {
    if (!(error instanceof LaunchError)) throw error
    say(error.message)
    return verdict(false)
  }
}

/** @param {string} browser */
async function runJourneys(browser) {
  const database = await startDatabase({ dataDir: testFolder, log: say, throwaway: true })
  try {
    return await withSecondTry((files) => journeysOnce(browser, database.maintenanceUrl, files))
  } finally {
    await database.stop()
  }
}

/** @param {string} browser @param {string} databaseUrl @param {string[]} files */
async function journeysOnce(browser, databaseUrl, files) {
  const file = path.join(testFolder, `journeys-${process.pid}.json`)
  fs.rmSync(file, { force: true })
  const command = [inRoot('node_modules/@playwright/test/cli.js'), 'test', '-c', 'e2e/playwright.config.ts', ...files]
  const settings = { CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: file, TEST_DATABASE_URL: databaseUrl }
  const code = await runNode([...command, '--reporter=list,json'], { env: { ...withoutSettings('test'), ...settings } })
  /** @type {string[]} */
  let failedFiles = []
  const read = (/** @type {JourneyReport} */ report) => {
    const failed = report.suites.flatMap(failedIn)
    // An error outside of a test has no file of its own to run again.
    failedFiles = report.errors.length > 0 ? [] : [...new Set(failed.map(({ spec }) => spec.file))]
    return countJourneys(report, failed)
  }
  const count = countReport({ code, file, read })
  return { ...count, failures: count.failures ?? [], failedFiles }
}

/** @param {JourneyReport} report @param {Failed[]} failed */
function countJourneys({ stats, errors }, failed) {
  const failures = failed.map(({ spec, why }) => failure(`${spec.file} > ${spec.title}`, why))
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    failures: [...failures, ...errors.map(({ message }) => failure('outside of a test', message))],
  }
}

/** @param {Suite} suite @returns {Failed[]} */
function failedIn({ suites = [], specs = [] }) {
  const failed = specs.flatMap((spec) => {
    const bad = spec.tests.flatMap((test) => test.results).find((result) => result.error)
    return bad ? [{ spec, why: bad.error?.message }] : []
  })
  return [...failed, ...suites.flatMap(failedIn)]
}

const runLauncherTests = () => runVitest(['--config', 'lib/launch/launch.vitest.mjs'])

/** Real processes, killed and broken at some steps of some acts; `npm run faults` tries all. */
async function runFaults() {
  const file = path.join(testFolder, `faults-${process.pid}.json`)
  fs.rmSync(file, { force: true })
  const command = ['--import', 'tsx', inRoot('lib/programs/faults.ts'), '--sample', '--json', file]
  const code = await runNode(command, { env: withoutSettings('test') })
  return countReport({ code, file, read: (/** @type {import('./steps.mjs').Count} */ count) => count })
}

await main(test)
