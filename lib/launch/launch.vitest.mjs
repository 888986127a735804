import { defineConfig } from 'vitest/config'
import { root } from './place.mjs'

// Whole processes over a finished build: apart from the other tests, one after the other.
export default defineConfig({
  root,
  test: {
    include: ['lib/launch/launch.test.mjs'],
    env: { TZ: 'Asia/Kathmandu' },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
})
