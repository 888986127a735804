import fs from 'node:fs'
import path from 'node:path'
import { startDatabase } from './database.mjs'
import { withoutSettings } from './environment.mjs'
import { inRoot, workFolder } from './place.mjs'
import { runNode } from './run.mjs'
import { say } from './say.mjs'
import { countReport, failure, withSecondTry } from './steps.mjs'

/**
 * @typedef {object} VitestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {FileReport[]} testResults
 *
 * @typedef {object} FileReport
 * @property {string} name
 * @property {string} status
 * @property {string} [message]
 * @property {{ status: string, fullName: string, failureMessages?: string[] | null }[]} assertionResults
 */

/** Databases of tests: apart from the product's, fast instead of safe. */
export const testFolder = path.join(workFolder, 'check')

/**
 * Runs vitest over a real database and counts.
 * @param {string[]} args @param {Record<string, string>} [settings] more environment
 */
export const runVitest = (args, settings = {}) => withSecondTry((files) => runOnce([...args, ...files], settings))

/** @param {string[]} args @param {Record<string, string>} settings */
async function runOnce(args, settings) {
  const database = await startDatabase({ dataDir: testFolder, log: say, throwaway: true })
  try {
    const file = path.join(testFolder, `vitest-${process.pid}.json`)
    fs.rmSync(file, { force: true })
    const command = [inRoot('node_modules/vitest/vitest.mjs'), 'run', ...args]
    command.push('--reporter=default', '--reporter=json', `--outputFile.json=${file}`)
    const env = { ...withoutSettings('test'), TEST_DATABASE_URL: database.maintenanceUrl, ...settings }
    const code = await runNode(command, { env })
    /** @type {string[]} */
    let failedFiles = []
    const read = (/** @type {VitestReport} */ report) => {
      failedFiles = report.testResults.filter(({ status }) => status === 'failed').map(({ name }) => inProject(name))
      return countTests(report)
    }
    const count = countReport({ code, file, read })
    return { ...count, failures: count.failures ?? [], failedFiles }
  } finally {
    await database.stop()
  }
}

/** @param {VitestReport} report */
export function countTests(report) {
  // A file that could not even be loaded has no tests that could fail.
  const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: [
      ...broken.map((file) => failure(inProject(file.name), file.message)),
      ...report.testResults.flatMap(failedIn),
    ],
  }
}

/** @param {FileReport} file */
function failedIn({ name, assertionResults }) {
  const failed = assertionResults.filter((test) => test.status === 'failed')
  return failed.map((test) => failure(`${inProject(name)} > ${test.fullName}`, test.failureMessages?.[0]))
}

/** @param {string} file */
const inProject = (file) => path.relative(inRoot(), file)
