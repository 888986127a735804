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
import { countReport, step, total, verdict } from './steps.mjs'
import { runVitest, testFolder } from './unit.mjs'

/** @typedef {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors: unknown[] }} JourneyReport */

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
  const { passed, failed, skipped } = total(counts)
  say(`\n${passed} passed, ${failed} failed, ${skipped} skipped`)
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
function countJourneys({ stats, errors }) {
  // One that passes at the second try only is not a pass.
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped }
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
