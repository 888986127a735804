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
import { conclude, countReport, failure, step, verdict } from './steps.mjs'
import { runVitest, testFolder } from './unit.mjs'

/**
 * @typedef {object} Suite
 * @property {Suite[]} [suites]
 * @property {{ title: string, file: string, ok: boolean, tests: { results: { error?: { message?: string } }[] }[] }[]} [specs]
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
    const file = path.join(testFolder, `journeys-${process.pid}.json`)
    fs.rmSync(file, { force: true })
    const command = [
      'node_modules/@playwright/test/cli.js',
      'test',
      '-c',
      'e2e/playwright.config.ts',
      '--reporter=list,json',
    ]
    const settings = {
      CHROMIUM_PATH: browser,
      PLAYWRIGHT_JSON_OUTPUT_NAME: file,
      TEST_DATABASE_URL: database.maintenanceUrl,
    }
    const code = await runNode(
      command.map((word, at) => (at === 0 ? inRoot(word) : word)),
      {
        env: { ...withoutSettings('test'), ...settings },
      },
    )
    return countReport({ code, file, read: countJourneys })
  } finally {
    await database.stop()
  }
}

/** @param {JourneyReport} report */
function countJourneys({ stats, errors, suites }) {
  const failures = [...suites.flatMap(failedIn), ...errors.map(({ message }) => failure('outside of a test', message))]
  // One that passes at the second try only is not a pass.
  const failed = stats.unexpected + stats.flaky + errors.length
  return { passed: stats.expected, failed, skipped: stats.skipped, failures }
}

/** @param {Suite} suite @returns {string[]} */
function failedIn({ suites = [], specs = [] }) {
  const failed = specs.filter((spec) => spec.tests.some((test) => test.results.some((result) => result.error)))
  const said = failed.map(({ file, title, tests }) => {
    const why = tests.flatMap((test) => test.results).find((result) => result.error)?.error?.message
    return failure(`${file} > ${title}`, why)
  })
  return [...said, ...suites.flatMap(failedIn)]
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
