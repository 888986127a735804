import { defineConfig } from '@playwright/test'
import { findBrowser } from '../lib/launch/browser.mjs'

const ZONE = 'Asia/Kathmandu'
process.env.TZ = ZONE

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]

/** Journeys run against what people run: the built pages behind the launcher, on a database and a folder of their own. */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  globalSetup: './ground.ts',
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: '../test-results/journeys.json' }]],
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 900 },
    timezoneId: ZONE,
    locale: 'en-GB',
    trace: process.env.TRACE === '0' ? 'off' : 'retain-on-failure',
    actionTimeout: 15_000,
    launchOptions: { args: FLAGS, executablePath: process.env.CHROMIUM_PATH ?? findBrowser() ?? undefined },
  },
  projects: [
    { name: 'journeys', testMatch: 'journeys/*.spec.ts' },
    // By hand: PICTURES_DIR=/tmp/pictures npx playwright test -c e2e/playwright.config.ts --project=pictures
    ...(process.env.PICTURES_DIR ? [{ name: 'pictures', testMatch: 'pictures/*.spec.ts', timeout: 240_000 }] : []),
  ],
})
