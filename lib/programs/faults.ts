import { parseArgs } from 'node:util'
import { tryFaults } from '@/lib/testing/faults/list'

const { values } = parseArgs({
  options: {
    sample: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    json: { type: 'string' },
  },
})

/** `npm run faults`: kills and breaks real processes at every step of every act, and compares what was told with what was done. */
process.exit(await tryFaults({ isSample: values.sample, only: values.only, json: values.json ?? null }))
