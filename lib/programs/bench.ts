import { parseArgs } from 'node:util'
import { compareWith } from '@/lib/testing/bench/against'
import { runBench } from '@/lib/testing/bench/list'

const { values } = parseArgs({
  options: {
    small: { type: 'boolean', default: false },
    json: { type: 'string' },
    against: { type: 'string' },
    token: { type: 'string', default: '' },
  },
})

/** `npm run bench [-- --json FILE] [--small] [--against URL --token T]`: what the console costs and what it takes. */
await runBench({ isSmall: values.small, json: values.json ?? null })
if (values.against) await compareWith({ origin: values.against, token: values.token })
process.exit(0)
