import path from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '@': import.meta.dirname } },
  test: {
    include: ['lib/**/*.test.ts', 'lib/**/*.test.tsx', 'components/**/*.test.ts'],
    // A zone with a quarter-hour offset, so that a forgotten zone shows.
    env: { TZ: 'Asia/Kathmandu' },
    globalSetup: [path.join(import.meta.dirname, 'lib/testing/database.setup.ts')],
    setupFiles: [path.join(import.meta.dirname, 'lib/testing/warnings.setup.ts')],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
