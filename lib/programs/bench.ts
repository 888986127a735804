import { parseArgs } from 'node:util'
import { compareWith } from '@/lib/testing/bench/against'
import { benchCases } from '@/lib/testing/bench/cases'
import { benchDesk } from '@/lib/testing/bench/desk'
import { runBench } from '@/lib/testing/bench/list'

const { values } = parseArgs({
  options: {
    small: { type: 'boolean', default: false },
    cases: { type: 'boolean', default: false },
    bundle: { type: 'boolean', default: false },
    desk: { type: 'boolean', default: false },
    log: { type: 'boolean', default: false },
    json: { type: 'string' },
    against: { type: 'string' },
    token: { type: 'string', default: '' },
  },
})

if (values.cases || values.bundle) {
  await benchCases(values.small ? { posts: 20, files: 2, cases: 2_000 } : { posts: 200, files: 40, cases: 100_000 }, {
    isBundleOnly: values.bundle,
  })
  process.exit(0)
}

if (values.desk) {
  await benchDesk(values.small ? 2_000 : 20_000)
  process.exit(0)
}

/** `npm run bench [-- --json FILE] [--small] [--log] [--against URL --token T]`: what the console costs and what it takes. */
await runBench({ isSmall: values.small, json: values.json ?? null, isLogOnly: values.log })
if (values.against) await compareWith({ origin: values.against, token: values.token })
process.exit(0)
