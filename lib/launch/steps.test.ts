import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { inRoot } from './place.mjs'
import { countReport, step, total, withSecondTry } from './steps.mjs'
import { countTests } from './unit.mjs'

let folder = ''
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'docket-steps-'))
})
afterEach(() => fs.rmSync(folder, { recursive: true }))

const numbers = { numPassedTests: 3, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1 }

it('adds up', () => {
  const one = { passed: 1, failed: 2, skipped: 3 }
  expect(total([one, one])).toEqual({ passed: 2, failed: 4, skipped: 6 })
  expect(total([])).toEqual({ passed: 0, failed: 0, skipped: 0 })
})

it('counts a file that could not be loaded as a failure', () => {
  const test = {
    status: 'failed',
    fullName: 'waits',
    failureMessages: ['\u001b[31mexpected 1\u001b[39m\n\n at a line'],
  }
  const loaded = { name: inRoot('lib/a.test.ts'), status: 'failed', assertionResults: [test] }
  const broken = { name: inRoot('lib/b.test.ts'), status: 'failed', message: 'no such import', assertionResults: [] }
  expect(countTests({ ...numbers, testResults: [loaded, broken] })).toEqual({
    passed: 3,
    failed: 2,
    skipped: 2,
    failures: ['lib/b.test.ts\n    no such import', 'lib/a.test.ts > waits\n    expected 1\n     at a line'],
  })
})

it('says at the end what failed, and where', async () => {
  const failed = await step('tests', async () => ({
    passed: 1,
    failed: 1,
    skipped: 0,
    failures: ['lib/a.test.ts > waits'],
  }))
  const tool = await step('types', async () => ({ passed: 0, failed: 1, skipped: 0 }))
  const good = await step('lint', async () => ({ passed: 1, failed: 0, skipped: 0, failures: [] }))
  expect([failed, tool, good].flatMap(({ failures = [] }) => failures)).toEqual([
    'tests: lib/a.test.ts > waits',
    'types:',
  ])
})

it('takes a run that left no report, or failed without saying why, as failed', () => {
  const file = path.join(folder, 'report.json')
  const read = () => ({ passed: 2, failed: 0, skipped: 0 })
  expect(countReport({ code: 0, file, read }).failed).toBe(1)
  fs.writeFileSync(file, '{}')
  expect(countReport({ code: 1, file, read })).toEqual({ passed: 2, failed: 1, skipped: 0 })
  fs.writeFileSync(file, '{}')
  expect(countReport({ code: 0, file, read })).toEqual({ passed: 2, failed: 0, skipped: 0 })
})

it('gives a few failed files a second try, by themselves', async () => {
  const asked: string[][] = []
  const all = { passed: 7, failed: 1, skipped: 0, failures: ['lib/a.test.ts > waits'], failedFiles: ['lib/a.test.ts'] }
  const again = { passed: 2, failed: 0, skipped: 0, failures: [], failedFiles: [] }
  const passesThen = await withSecondTry(async (files) => (asked.push(files), files.length > 0 ? again : all))
  expect(passesThen).toEqual({ ...all, passed: 8, failed: 0, failures: [] })
  expect(asked).toEqual([[], ['lib/a.test.ts']])
  expect(await withSecondTry(async () => all)).toEqual(all)
  const many = { ...all, failed: 4, failedFiles: ['a', 'b', 'c', 'd'] }
  expect(await withSecondTry(async (files) => (files.length > 0 ? again : many))).toEqual(many)
  const broken = { ...all, failedFiles: [] }
  expect(await withSecondTry(async (files) => (files.length > 0 ? again : broken))).toEqual(broken)
})
